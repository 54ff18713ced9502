import { readNumber, readWholeNumber } from "../option-values.ts";
import type { AddCommand } from "../add-command.ts";
import { addReachOptions } from "../reach-options.ts";

export const addPlan: AddCommand = (program, context) => {
  const command = program
    .command("plan")
    .description("show what would move, without making a video")
    .argument("[image]", "a path, a URL, or -; without one the plan comes from the words alone")
    .option("--prompt <text>", "what should move, in English or Chinese")
    .option(
      "--prompt-file <file>",
      "one prompt a line, each a JSON string (- for standard input); one JSON object a line is answered",
    )
    .option("--duration <seconds>", "length of the video", readNumber)
    .option("--fps <number>", "frames a second", readNumber)
    .option("--seed <number>", "seed of the plan", readWholeNumber)
    .option("--loop", "end where it begins")
    .option("--json", "print one JSON object on stdout");
  addReachOptions(command)
    .addHelpText("after", '\nExample:\n  kinora plan lake.jpg --prompt "slow zoom in, ripples on the water" --json')
    .action(async (image: string | undefined, options: Record<string, never>) => {
      const { plan } = await import("../plan/plan.ts");
      await plan(image, options, context);
    });
};
