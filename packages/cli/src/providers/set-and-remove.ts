import { Failure, type ProviderView } from "@kinora/contract";
import { type CommandContext, printJson } from "../command-context.ts";
import { askOnce } from "../connect.ts";
import type { ReachOptions } from "../reach-options.ts";
import { withoutUndefined } from "../without-undefined.ts";
import { readKey } from "./read-key.ts";

interface SetOptions extends ReachOptions {
  /** False: no key is asked for. */
  readonly key: boolean;
  readonly baseUrl?: string;
  readonly region?: string;
  readonly workspace?: string;
  readonly force?: boolean;
  readonly json?: boolean;
}

interface RemoveOptions extends ReachOptions {
  readonly force?: boolean;
  readonly json?: boolean;
}

/** An empty text takes away. */
const orNull = (text: string | undefined): string | null | undefined => (text === "" ? null : text);

/** Stores a provider's key and address. The key never stands on the command line, where every program on the machine can read it. */
export const setProvider = async (id: string, options: SetOptions, context: CommandContext): Promise<void> => {
  const others = withoutUndefined({
    base_url: orNull(options.baseUrl),
    region: orNull(options.region),
    workspace: orNull(options.workspace),
  });
  const { signal } = context;
  const known = await askOnce(options, context, (client) => client.listProviders({ signal }));
  const key = options.key && takesKey(known.data, id) ? await readKey(id, context) : undefined;
  if (key === undefined && options.key && takesKey(known.data, id) && Object.keys(others).length === 0) {
    throw new Failure("bad_option", {
      detail: `No key was given: type it when you are asked, or send it by standard input (kinora providers set ${id} < key.txt).`,
    });
  }
  const change = { ...others, ...withoutUndefined({ api_key: key, force: options.force }) };
  const view = await askOnce(options, context, (client) => client.setProvider(id, change, { signal }));
  if (options.json === true) printJson(context.stdout, view);
  else context.stdout.write(`${saidOf(view)}\n`);
};

/** Who needs no setup is told so by the server, with no question before. */
const takesKey = (providers: readonly ProviderView[], id: string): boolean =>
  providers.find((provider) => provider.id === id)?.settings.includes("api_key") ?? true;

const saidOf = ({ id, key, stored, configured }: ProviderView): string => {
  if (stored === null) return `Nothing is stored of ${id} any more.`;
  if (key === "environment") {
    return `Stored; but ${id} has a key in the environment, and that one counts while it is there.`;
  }
  if (!configured)
    return `Stored; but ${id} still lacks ${stored.has_key === true ? "an address" : "a key or an address"}.`;
  return `${id} is set up: kinora providers test ${id} tries it.`;
};

/** Forgets what is stored of a provider. */
export const removeProvider = async (id: string, options: RemoveOptions, context: CommandContext): Promise<void> => {
  const { force } = options;
  const { signal } = context;
  const answer = await askOnce(options, context, (client) => client.removeProvider(id, { force, signal }));
  if (options.json === true) {
    printJson(context.stdout, answer);
    return;
  }
  const gone = answer.removed ? `What was stored of ${id} is gone.` : `Nothing was stored of ${id}.`;
  const still = answer.provider?.configured === true ? " It is still set up by the environment or kinora.json." : "";
  context.stdout.write(`${gone}${still}\n`);
};
