import { Option, type Command } from "commander";
import { readWholeNumber, STATUS_WORDS, VARIANT_WORDS } from "../option-values.ts";
import type { AddCommand } from "../add-command.ts";
import { addReachOptions } from "../reach-options.ts";

/** `kinora generations list|show|wait|cancel|download|rm|restore|resolve`. */
export const addGenerations: AddCommand = (program, context, exit) => {
  const group = program
    .command("generations")
    .description("list, show, wait for, cancel, download, remove and settle generations")
    .helpCommand(false)
    .addHelpText("after", "\nExample:\n  kinora generations list --status running");
  addList(group, context, exit);
  addById(group, context, exit);
  addByIds(group, context, exit);
  addDownload(group, context, exit);
  addResolve(group, context, exit);
};

const addList: AddCommand = (group, context) => {
  const command = group
    .command("list")
    .description("list generations, newest first")
    .option("--limit <number>", "how many, 100 at most", readWholeNumber)
    .option("--cursor <text>", "go on where the last list ended")
    .addOption(new Option("--status <status>", "only these").choices(STATUS_WORDS))
    .option("--model <name>", "only of this model")
    .option("--json", "print one JSON object on stdout");
  addReachOptions(command)
    .addHelpText("after", "\nExample:\n  kinora generations list --status failed --limit 5")
    .action(async (options: Record<string, never>) => {
      const { listGenerations } = await import("../generations/list.ts");
      await listGenerations(options, context);
    });
};

const BY_ID = [
  ["show", "show one generation"],
  ["wait", "wait until a generation is settled; exits as animate does"],
  ["cancel", "ask a generation to stop"],
] as const;

const BY_IDS = [
  ["rm", "put generations that have ended into the trash, for 24 hours"],
  ["restore", "take generations back from the trash"],
] as const;

const addById: AddCommand = (group, context, exit) => {
  for (const [name, description] of BY_ID) {
    const command = withId(group, name).description(description).option("--json", "print one JSON object on stdout");
    addReachOptions(command)
      .addHelpText("after", `\nExample:\n  kinora generations ${name} gen_01kb5w…`)
      .action(async (id: string, options: Record<string, never>) => {
        const { actions } = await import("../generations/by-id.ts");
        exit(await actions[name](id, options, context));
      });
  }
};

const addByIds: AddCommand = (group, context, exit) => {
  for (const [name, description] of BY_IDS) {
    const command = group
      .command(name)
      .argument("<id...>", "the generations' ids")
      .description(description)
      .option("--json", "print one JSON object a generation on stdout");
    addReachOptions(command)
      .addHelpText("after", `\nExample:\n  kinora generations ${name} gen_01kb5w… gen_01kb7c…`)
      .action(async (ids: readonly string[], options: Record<string, never>) => {
        const { trashActions } = await import("../generations/trash.ts");
        exit(await trashActions[name](ids, options, context));
      });
  }
};

const addDownload: AddCommand = (group, context, exit) => {
  const command = withId(group, "download")
    .description("write a generation's video, or another of its files, to disk")
    .option("-o, --output <file>", "the file's name, or a folder; an existing file that it names is replaced")
    .addOption(new Option("--variant <kind>", "which file").choices(VARIANT_WORDS).default("video"))
    .option("--json", "print one JSON object on stdout");
  addReachOptions(command)
    .addHelpText("after", "\nExample:\n  kinora generations download gen_01kb5w… -o lake.mp4")
    .action(async (id: string, options: { readonly variant: (typeof VARIANT_WORDS)[number] }) => {
      const { download } = await import("../generations/download.ts");
      exit(await download(id, options, context));
    });
};

const addResolve: AddCommand = (group, context, exit) => {
  const command = withId(group, "resolve")
    .description("settle a generation of which nobody knows whether its provider took it (needs_review)")
    .addOption(
      new Option("--attach <task>", "follow this task of the provider: nothing new is billed").conflicts([
        "giveUp",
        "resubmit",
      ]),
    )
    .addOption(new Option("--give-up", "end it: the provider may bill the lost try").conflicts("resubmit"))
    .option("--resubmit", "send it again: if the first try was taken, both may be billed")
    .option("--json", "print one JSON object on stdout");
  addReachOptions(command)
    .addHelpText("after", "\nExample:\n  kinora generations resolve gen_01kb5w… --attach 0385dc79-5ff8-4d82-bcb6")
    .action(async (id: string, options: Record<string, never>) => {
      const { resolve } = await import("../generations/resolve.ts");
      exit(await resolve(id, options, context));
    });
};

const withId = (group: Command, name: string): Command => group.command(name).argument("<id>", "the generation's id");
