import { ACTS } from "@kinora/contract";
import { Option } from "commander";
import type { AddCommand } from "../add-command.ts";
import { addReachOptions } from "../reach-options.ts";

/** `kinora audit`: who changed what. */
export const addAudit: AddCommand = (program, context) => {
  const command = program
    .command("audit")
    .description("show who changed keys, providers, money or setup, settled or deleted something, newest first")
    .option("--actor <id>", "of this API key only, or of local: who works on the server's machine")
    .addOption(new Option("--act <act>", "of this kind only").choices(ACTS))
    .option("--limit <count>", "how many, from 1 to 100", "20")
    .option("--cursor <cursor>", "go on where the last page ended")
    .option("--json", "print one JSON object on stdout");
  addReachOptions(command)
    .addHelpText("after", "\nExample:\n  kinora audit --act key.created")
    .action(async (options: Record<string, never>) => {
      const { showAudit } = await import("../show-audit.ts");
      await showAudit(options, context);
    });
};
