import type { CommandContext } from "./command-context.ts";
import { describeError } from "./describe-error.ts";
import { EXIT, type ExitCode } from "./exit-code.ts";
import { createProgram } from "./program.ts";

/** Runs one command line (without `node` and the script) and says how it ended. Errors are one sentence on stderr. */
export const runCommand = async (args: readonly string[], context: CommandContext): Promise<ExitCode> => {
  let exitCode: ExitCode = EXIT.done;
  const program = createProgram(context, (code) => (exitCode = code));
  try {
    await program.parseAsync(args, { from: "user" });
    return exitCode;
  } catch (error) {
    const { sentence, exit } = await describeError(error);
    if (sentence !== undefined) context.stderr.write(`${sentence}\n`);
    if (context.environment.isDebugging && exit !== EXIT.done) {
      const { inspect } = await import("node:util");
      context.stderr.write(`${inspect(error)}\n`);
    }
    return exit;
  }
};
