import { Argument, Option } from "commander";
import type { AnalyzerKind } from "@kinora/contract";
import type { AddCommand } from "../add-command.ts";
import { ANALYZER_WORDS, PIXEL_WORDS } from "../option-values.ts";
import { addReachOptions } from "../reach-options.ts";

/** `kinora models`, and what configures the learned models that look at stills for the embedded engine. */
export const addModels: AddCommand = (program, context, exit) => {
  const command = program
    .command("models")
    .description("list the models and what they can do; add and remove analyzers")
    .helpCommand(false)
    // What stands after a subcommand's name is the subcommand's.
    .enablePositionalOptions()
    .option("--json", "print one JSON object on stdout");
  addReachOptions(command)
    .addHelpText("after", "\nExample:\n  kinora models --json")
    .action(async (options: Record<string, never>) => {
      const { listModels } = await import("../list-models.ts");
      await listModels(options, context);
    });
  addAddAnalyzer(command, context, exit);
  addListAnalyzers(command, context, exit);
  addRemoveAnalyzer(command, context, exit);
};

const kindArgument = (): Argument => new Argument("<kind>", "what it tells of a picture").choices(ANALYZER_WORDS);
const DATA_DIR = ["--data-dir <folder>", "configure this data folder (KINORA_DATA_DIR)"] as const;

const addAddAnalyzer: AddCommand = (models, context) => {
  models
    .command("add-analyzer")
    .description("let a learned model (an ONNX file) look at pictures for the embedded engine, once it is seen to work")
    .addArgument(kindArgument())
    .argument("<file>", "the model's file; nothing is downloaded")
    .addOption(
      new Option("--pixels <scale>", "how the model wants its pixels; the kind's usual way").choices(PIXEL_WORDS),
    )
    .option("--json", "print one JSON object on stdout")
    .option(...DATA_DIR)
    .addHelpText("after", "\nExample:\n  kinora models add-analyzer depth depth_anything_v2_vits.onnx")
    .action(async (kind: AnalyzerKind, file: string, options: Record<string, never>) => {
      const { addAnalyzer } = await import("../analyzers.ts");
      await addAnalyzer({ kind, file, ...options }, context);
    });
};

const addListAnalyzers: AddCommand = (models, context) => {
  models
    .command("list-analyzers")
    .description("list the learned models that look at pictures for the embedded engine")
    .option("--json", "print one JSON object on stdout")
    .option(...DATA_DIR)
    .addHelpText("after", "\nExample:\n  kinora models list-analyzers")
    .action(async (options: Record<string, never>) => {
      const { listAnalyzers } = await import("../analyzers.ts");
      await listAnalyzers(options, context);
    });
};

const addRemoveAnalyzer: AddCommand = (models, context) => {
  models
    .command("remove-analyzer")
    .description("look at pictures without this learned model again; its file stays")
    .addArgument(kindArgument())
    .option("--json", "print one JSON object on stdout")
    .option(...DATA_DIR)
    .addHelpText("after", "\nExample:\n  kinora models remove-analyzer depth")
    .action(async (kind: AnalyzerKind, options: Record<string, never>) => {
      const { removeAnalyzer } = await import("../analyzers.ts");
      await removeAnalyzer(kind, options, context);
    });
};
