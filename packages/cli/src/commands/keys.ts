import { SCOPES } from "@kinora/contract";
import { Option } from "commander";
import type { AddCommand } from "../add-command.ts";
import { addReachOptions } from "../reach-options.ts";

/** `kinora keys create|list|revoke`: who may call a server that wants keys. */
export const addKeys: AddCommand = (program, context) => {
  const group = program
    .command("keys")
    .description("make, list and revoke the API keys of a server")
    .helpCommand(false)
    .addHelpText("after", "\nExample:\n  kinora keys create 'the photo wall' --scope read create");
  const create = group
    .command("create")
    .description("make an API key and print it, this once")
    .argument("<name>", "whose it is, or what for")
    .addOption(
      new Option(
        "--scope <scope...>",
        "what it may: see its own (read), make (create), everything (admin); read and create unless given",
      ).choices(SCOPES),
    )
    .option("--json", "print one JSON object on stdout");
  addReachOptions(create)
    .addHelpText("after", "\nExample:\n  kinora keys create 'the photo wall'")
    .action(async (name: string, options: Record<string, never>) => {
      const { createKey } = await import("../keys/manage-keys.ts");
      await createKey(name, options, context);
    });
  const list = group
    .command("list")
    .description("list the API keys")
    .option("--json", "print one JSON object on stdout");
  addReachOptions(list)
    .addHelpText("after", "\nExample:\n  kinora keys list")
    .action(async (options: Record<string, never>) => {
      const { listKeys } = await import("../keys/manage-keys.ts");
      await listKeys(options, context);
    });
  const revoke = group
    .command("revoke")
    .description("end an API key at once, for good")
    .argument("<id>", "as kinora keys list shows it")
    .option("--json", "print one JSON object on stdout");
  addReachOptions(revoke)
    .addHelpText("after", "\nExample:\n  kinora keys revoke key_0f3b9c2e6a71d845")
    .action(async (id: string, options: Record<string, never>) => {
      const { revokeKey } = await import("../keys/manage-keys.ts");
      await revokeKey(id, options, context);
    });
};
