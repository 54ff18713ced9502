import { Option } from "commander";
import { collect, PREFERENCE_WORDS, readNumber, readWholeNumber, RESOLUTION_WORDS } from "../option-values.ts";
import type { AddCommand } from "../add-command.ts";
import { addReachOptions } from "../reach-options.ts";

export const addAnimate: AddCommand = (program, context, exit) => {
  const command = program
    .command("animate")
    .description("turn images into videos, with or without a server")
    .argument("<image...>", "a path, a URL, or - for standard input; several images: one video each")
    .option("--prompt <text>", "what should move, in English or Chinese")
    .option("--motion <file>", "a motion plan or parts of one, as a file or as JSON; kinora plan --json prints one")
    .option("--model <name>", "the model; kinora models lists them")
    .option(
      "--fallback-model <name>",
      "tried when the one before it refuses and nothing was paid; may be repeated",
      collect,
    )
    .addOption(new Option("--prefer <what>", "which model auto means").choices(PREFERENCE_WORDS))
    .option("--max-cost-usd <amount>", "refuse a model that would cost more, or whose price is not known", readNumber)
    .option("--allow-unknown-cost", "let a model be used whose price nobody knows here")
    .option("--duration <seconds>", "length of the video", readNumber)
    .addOption(new Option("--resolution <class>", "short side in lines").choices(RESOLUTION_WORDS))
    .option("--fps <number>", "frames a second", readNumber)
    .option("--seed <number>", "the same seed gives the same video", readWholeNumber)
    .option("--loop", "end where it begins")
    .option("--preview", "a small rendering of the same motion, sooner there")
    .option("--strict", "fail instead of warning when something cannot be done as asked")
    .option("-o, --output <file>", "the video's name, or a folder; an existing file that it names is replaced")
    .option("--json", "print one JSON object for each image on stdout");
  addReachOptions(command)
    .addHelpText(
      "after",
      '\nExamples:\n  kinora animate lake.jpg --prompt "ripples on the water" -o lake.mp4' +
        "\n  kinora animate lake.jpg --model wan2.6-i2v --fallback-model kinora-motion-1 --max-cost-usd 0.8" +
        "\n  kinora animate *.jpg --duration 6 --resolution 1080p -o videos/" +
        "\n\nExit codes: 0 done, 2 bad usage or bad input, 3 the provider failed, 4 outcome unknown, 130 interrupted.",
    )
    .action(async (images: string[], options: Record<string, never>) => {
      const { animate } = await import("../animate/animate.ts");
      exit(await animate(images, options, context));
    });
};
