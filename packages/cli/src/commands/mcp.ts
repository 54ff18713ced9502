import type { AddCommand } from "../add-command.ts";
import { addReachOptions } from "../reach-options.ts";

/** `kinora mcp`: the tools for agents, over standard input and output. */
export const addMcp: AddCommand = (program, context) => {
  const command = program
    .command("mcp")
    .description("serve the tools of the Model Context Protocol over standard input and output");
  addReachOptions(command)
    .addHelpText("after", "\nExample:\n  kinora mcp")
    .action(async (options: Record<string, never>) => {
      const { serveMcp } = await import("../mcp-bridge.ts");
      await serveMcp(options, context);
    });
};
