import type { AddCommand } from "../add-command.ts";
import { addReachOptions } from "../reach-options.ts";

/** `kinora providers`: who makes videos here, and whether they can be reached. */
export const addProviders: AddCommand = (program, context, exit) => {
  const command = program
    .command("providers")
    .description("list who makes videos here, and try whether they can be reached")
    .helpCommand(false);
  const list = command
    .command("list")
    .description("list the providers")
    .option("--json", "print one JSON object on stdout");
  addReachOptions(list)
    .addHelpText("after", "\nExample:\n  kinora providers list")
    .action(async (options: Record<string, never>) => {
      const { listProviders } = await import("../providers.ts");
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
      const { testProvider } = await import("../providers.ts");
      exit(await testProvider(id, options, context));
    });
};
