import { type CommandContext, printJson } from "./command-context.ts";
import { askOnce } from "./connect.ts";
import type { ReachOptions } from "./reach-options.ts";
import { tableText } from "./table-text.ts";
import { withoutUndefined } from "./without-undefined.ts";

interface UsageOptions extends ReachOptions {
  readonly from?: string;
  readonly to?: string;
  readonly json?: boolean;
}

/** What was billed, one line a day, provider and model; what nobody knows the price of is counted apart. */
export const showUsage = async (options: UsageOptions, context: CommandContext): Promise<void> => {
  const query = withoutUndefined({ from: options.from, to: options.to });
  const usage = await askOnce(options, context, (client) => client.usage(query, { signal: context.signal }));
  if (options.json === true) {
    printJson(context.stdout, usage);
    return;
  }
  const rows = usage.data.map(({ day, provider, model, billed, settled_usd: usd, unknown }) => [
    day,
    provider,
    model,
    String(billed),
    usd.toFixed(2),
    String(unknown),
  ]);
  context.stdout.write(tableText([["DAY", "PROVIDER", "MODEL", "BILLED", "USD", "PRICE UNKNOWN"], ...rows]));
  context.stdout.write(`${usage.held_usd.toFixed(2)} USD are held for work that is out.\n`);
};
