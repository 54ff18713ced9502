import type { AddCommand } from "../add-command.ts";
import { addReachOptions } from "../reach-options.ts";

/** `kinora providers list|set|test|rm`: who makes videos here, with whose keys, and whether they can be reached. */
export const addProviders: AddCommand = (program, context, exit) => {
  const command = program
    .command("providers")
    .description("list who makes videos here, store their keys, and try whether they can be reached")
    .helpCommand(false);
  const list = command
    .command("list")
    .description("list the providers")
    .option("--json", "print one JSON object on stdout");
  addReachOptions(list)
    .addHelpText("after", "\nExample:\n  kinora providers list")
    .action(async (options: Record<string, never>) => {
      const { listProviders } = await import("../providers/list-and-test.ts");
      await listProviders(options, context);
    });
  const test = command
    .command("test")
    .description("ask a provider something that costs nothing, to see whether address and key are right")
    .argument("<id>", "as kinora providers list shows it")
    .option("--json", "print one JSON object on stdout");
  addReachOptions(test)
    .addHelpText("after", "\nExample:\n  kinora providers test dashscope")
    .action(async (id: string, options: Record<string, never>) => {
      const { testProvider } = await import("../providers/list-and-test.ts");
      exit(await testProvider(id, options, context));
    });
  addSet(command, context, exit);
  addRemove(command, context, exit);
};

const addSet: AddCommand = (providers, context) => {
  const command = providers
    .command("set")
    .description("store a provider's key (asked for, or read from standard input), encrypted; it counts at once")
    .argument("<id>", "as kinora providers list shows it, or as kinora.json names it")
    .option("--base-url <url>", 'where it lies, if not at its usual place; "" takes it away')
    .option("--region <region>", 'the region of the key, where the provider has several; "" takes it away')
    .option("--workspace <id>", 'the workspace of the key, where the provider has such; "" takes it away')
    .option("--no-key", "ask for no key: the one that is stored stays")
    .option("--force", "also while the provider has work under way, which another account's key would lose")
    .option("--json", "print one JSON object on stdout");
  addReachOptions(command)
    .addHelpText(
      "after",
      "\nExamples:\n  kinora providers set dashscope --region intl\n  kinora providers set fal < key.txt",
    )
    .action(async (id: string, options: { readonly key: boolean }) => {
      const { setProvider } = await import("../providers/set-and-remove.ts");
      await setProvider(id, options, context);
    });
};

const addRemove: AddCommand = (providers, context) => {
  const command = providers
    .command("rm")
    .description("forget what is stored of a provider, its key too")
    .argument("<id>", "as kinora providers list shows it")
    .option("--force", "also while the provider has work under way: nobody fetches it then")
    .option("--json", "print one JSON object on stdout");
  addReachOptions(command)
    .addHelpText("after", "\nExample:\n  kinora providers rm dashscope")
    .action(async (id: string, options: Record<string, never>) => {
      const { removeProvider } = await import("../providers/set-and-remove.ts");
      await removeProvider(id, options, context);
    });
};
