import type { AddCommand } from "../add-command.ts";
import { addReachOptions } from "../reach-options.ts";

/** `kinora usage`: what was billed, by day, provider and model. */
export const addUsage: AddCommand = (program, context) => {
  const command = program
    .command("usage")
    .description("show what was billed, by day, provider and model (the last 30 days)")
    .option("--from <date>", "the first day, as 2026-11-01 (UTC)")
    .option("--to <date>", "the last day, as 2026-11-30 (UTC)")
    .option("--json", "print one JSON object on stdout");
  addReachOptions(command)
    .addHelpText("after", "\nExample:\n  kinora usage --from 2026-11-01")
    .action(async (options: Record<string, never>) => {
      const { showUsage } = await import("../show-usage.ts");
      await showUsage(options, context);
    });
};
