import type { Command } from "commander";
import type { CommandContext } from "./command-context.ts";
import type { ExitCode } from "./exit-code.ts";

/** Adds one command to the program; `exit` says how it ended where that is not 0. */
export type AddCommand = (program: Command, context: CommandContext, exit: (code: ExitCode) => void) => void;
