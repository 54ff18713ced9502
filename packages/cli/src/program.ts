import { Command } from "commander";
import manifest from "../package.json" with { type: "json" };
import type { AddCommand } from "./add-command.ts";
import { addExport, addImport } from "./commands/aog.ts";
import { addAnimate } from "./commands/animate.ts";
import { addCompletion } from "./commands/completion.ts";
import { addAudit } from "./commands/audit.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addGenerations } from "./commands/generations.ts";
import { addInspect } from "./commands/inspect.ts";
import { addKeys } from "./commands/keys.ts";
import { addMcp } from "./commands/mcp.ts";
import { addModels } from "./commands/models.ts";
import { addPlan } from "./commands/plan.ts";
import { addProviders } from "./commands/providers.ts";
import { addServe } from "./commands/serve.ts";
import { addUsage } from "./commands/usage.ts";
import { addVersion } from "./commands/version.ts";
import type { CommandContext } from "./command-context.ts";
import type { ExitCode } from "./exit-code.ts";

const COMMANDS: readonly AddCommand[] = [
  addAnimate,
  addServe,
  addGenerations,
  addModels,
  addKeys,
  addProviders,
  addUsage,
  addAudit,
  addMcp,
  addImport,
  addExport,
  addPlan,
  addInspect,
  addDoctor,
  addCompletion,
  addVersion,
];

/** The whole command line. Each command loads what it needs only when it runs. */
export const createProgram = (context: CommandContext, exit: (code: ExitCode) => void): Command => {
  const { stdout, stderr } = context;
  const program = new Command("kinora")
    .description("Turns still images into video, with no key, no GPU and no download.")
    .version(manifest.version, "-V, --version", "print the version")
    .helpOption("-h, --help", "show help")
    .helpCommand(false)
    // A group may have options of its own and commands with the same ones (models --json, models list-analyzers --json).
    .enablePositionalOptions()
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      writeErr: (text) => stderr.write(text),
      // Errors are thrown, and said in one place (describe-error.ts).
      outputError: () => undefined,
    })
    .exitOverride()
    .addHelpText("after", '\nExample:\n  kinora animate photo.jpg --prompt "the clouds drift slowly"');
  for (const add of COMMANDS) add(program, context, exit);
  return program;
};
