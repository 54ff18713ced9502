import type { ModelView } from "@kinora/contract";
import { type CommandContext, printJson } from "./command-context.ts";
import { askOnce } from "./connect.ts";
import type { ReachOptions } from "./reach-options.ts";
import { tableText } from "./table-text.ts";

export const listModels = async (
  options: ReachOptions & { readonly json?: boolean },
  context: CommandContext,
): Promise<void> => {
  const answer = await askOnce(options, context, (client) => client.listModels({ signal: context.signal }));
  if (options.json === true) printJson(context.stdout, answer);
  else context.stdout.write(tableText([["MODEL", "PROVIDER", "READY", "SIZES", "SECONDS"], ...answer.data.map(rowOf)]));
};

const rowOf = ({ id, provider, configured, resolutions, durations }: ModelView): string[] => [
  id,
  provider,
  configured ? "yes" : "no",
  resolutions.join(" "),
  "min" in durations ? `${durations.min} to ${durations.max}` : durations.join(" "),
];
