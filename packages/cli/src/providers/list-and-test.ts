import { type CommandContext, printJson } from "../command-context.ts";
import { askOnce } from "../connect.ts";
import { EXIT, type ExitCode } from "../exit-code.ts";
import type { ReachOptions } from "../reach-options.ts";
import { tableText } from "../table-text.ts";

type ProviderOptions = ReachOptions & { readonly json?: boolean };

export const listProviders = async (options: ProviderOptions, context: CommandContext): Promise<void> => {
  const answer = await askOnce(options, context, (client) => client.listProviders({ signal: context.signal }));
  if (options.json === true) {
    printJson(context.stdout, answer);
    return;
  }
  const rows = answer.data.map(({ id, configured, key, billing, max_running: most, models }) => [
    id,
    configured ? "yes" : "no",
    key ?? "",
    billing.replaceAll("_", " "),
    String(most),
    String(models.length),
  ]);
  context.stdout.write(tableText([["PROVIDER", "READY", "KEY", "BILLED", "AT ONCE", "MODELS"], ...rows]));
  for (const { stored } of answer.data) {
    if (typeof stored?.problem === "string") context.stderr.write(`${stored.problem}\n`);
  }
};

/** Says what a free call to the provider shows; exit 3 where something is wrong. */
export const testProvider = async (
  id: string,
  options: ProviderOptions,
  context: CommandContext,
): Promise<ExitCode> => {
  const tested = await askOnce(options, context, (client) => client.testProvider(id, { signal: context.signal }));
  if (options.json === true) printJson(context.stdout, tested);
  else
    context.stdout.write(
      `${id} ${tested.outcome === "untested" ? "was not tested" : tested.outcome}${said(tested.message)}\n`,
    );
  return tested.outcome === "fails" ? EXIT.providerFailed : EXIT.done;
};

const said = (message: string | null): string => (message === null ? "." : `: ${message}`);
