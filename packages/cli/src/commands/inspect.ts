import type { AddCommand } from "../add-command.ts";
import { addReachOptions } from "../reach-options.ts";

export const addInspect: AddCommand = (program, context) => {
  const command = program
    .command("inspect")
    .description("show what the engine sees in a picture, and what may be wrong with it")
    .argument("<image>", "a path, a URL, or - for standard input")
    .option("--json", "print one JSON object on stdout");
  addReachOptions(command)
    .addHelpText("after", "\nExample:\n  kinora inspect lake.jpg")
    .action(async (image: string, options: Record<string, never>) => {
      const { inspect } = await import("../inspect-image.ts");
      await inspect(image, options, context);
    });
};
