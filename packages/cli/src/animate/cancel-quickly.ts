import { isGone } from "@kinora/sdk";
import type { CommandContext } from "../command-context.ts";
import type { Gateway } from "../connect.ts";

/** Somebody pressed Ctrl-C and waits: what takes longer is left to the server. */
const PATIENCE_MS = 900;

/** Cancels on Ctrl-C and says what that means for money. Other interruptions leave the work to go on later. */
export const cancelQuickly = async (gateway: Gateway, id: string, context: CommandContext): Promise<void> => {
  const { stderr } = context;
  const isCtrlC = (context.signal.reason as { signal?: unknown }).signal === "SIGINT";
  if (!isCtrlC) {
    stderr.write(`${id} is not finished: kinora generations wait ${id} goes on with it.\n`);
    return;
  }
  const signal = AbortSignal.timeout(PATIENCE_MS);
  try {
    await gateway.call(async (client) => {
      const { billing } = await client.cancelGeneration(id, { signal });
      const money = billing === "may_be_billed" ? " The provider may still bill it." : "";
      stderr.write(`${id} is cancelled.${money}\n`);
      await client.follow(id, { signal, tries: 1 });
    });
  } catch (error) {
    if (!signal.aborted && !isGone(error)) throw error;
  }
};
