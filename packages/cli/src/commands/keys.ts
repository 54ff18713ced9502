import { PRIORITIES, SCOPES } from "@kinora/contract";
import { type Command, InvalidArgumentError, Option } from "commander";
import type { AddCommand } from "../add-command.ts";
import { addReachOptions } from "../reach-options.ts";

/** `none` is no limit; Commander knows no value that is null. */
const readLimit = (text: string): number | "none" => {
  if (text === "none") return text;
  if (/^\d+(\.\d+)?$/u.test(text)) return Number(text);
  throw new InvalidArgumentError("Give a number, or none.");
};

/** What a key may use. */
const addLimitOptions = (command: Command): Command =>
  command
    .option("--day-usd <amount>", "the most that it may spend in a day (UTC), or none", readLimit)
    .option("--month-usd <amount>", "the most that it may spend in a month (UTC), or none", readLimit)
    .option("--requests-per-minute <count>", "how many requests it may send in a minute, or none", readLimit)
    .option("--under-way <count>", "how many generations it may have under way at once, or none", readLimit)
    .addOption(
      new Option("--priority <priority>", "how often its generations have their turn while others wait too").choices(
        PRIORITIES,
      ),
    );

/** `kinora keys create|list|update|revoke`: who may call a server that wants keys. */
export const addKeys: AddCommand = (program, context) => {
  const group = program
    .command("keys")
    .description("make, list, change and revoke the API keys of a server")
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
  addReachOptions(addLimitOptions(create))
    .addHelpText("after", "\nExample:\n  kinora keys create 'the photo wall' --day-usd 5 --requests-per-minute 120")
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
  addUpdate(group, context);
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

function addUpdate(group: Command, context: Parameters<AddCommand>[1]): void {
  const update = group
    .command("update")
    .description("change a key's name, limits or priority, at once")
    .argument("<id>", "as kinora keys list shows it")
    .option("--name <name>", "whose it is, or what for")
    .option("--json", "print one JSON object on stdout");
  addReachOptions(addLimitOptions(update))
    .addHelpText("after", "\nExample:\n  kinora keys update key_0f3b9c2e6a71d845 --day-usd none --under-way 3")
    .action(async (id: string, options: Record<string, never>) => {
      const { changeKey } = await import("../keys/manage-keys.ts");
      await changeKey(id, options, context);
    });
}
