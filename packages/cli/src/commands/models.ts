import type { AddCommand } from "../add-command.ts";
import { addReachOptions } from "../reach-options.ts";

export const addModels: AddCommand = (program, context) => {
  const command = program
    .command("models")
    .description("list the models and what they can do")
    .option("--json", "print one JSON object on stdout");
  addReachOptions(command)
    .addHelpText("after", "\nExample:\n  kinora models --json")
    .action(async (options: Record<string, never>) => {
      const { listModels } = await import("../list-models.ts");
      await listModels(options, context);
    });
};
