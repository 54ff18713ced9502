import { Failure, PROVIDER_SETTINGS, type ProviderChange, type ProviderSetting } from "@kinora/contract";
import { z } from "zod";
import type { ProviderEntry } from "../config/config.ts";

/** What is stored of a provider, once it is opened. */
export type StoredSetup = Readonly<Partial<Record<ProviderSetting, string>>>;

const storedSchema = z.object(
  Object.fromEntries(PROVIDER_SETTINGS.map((name) => [name, z.string().optional()])),
) as z.ZodType<StoredSetup>;

export const readStoredSetup = (text: string): StoredSetup => storedSchema.parse(JSON.parse(text));

/**
 * A provider's settings with what is stored of it. The environment and `kinora.json` win. With a key in the environment
 * nothing that is stored counts: that key goes to no host that it was not set for.
 */
export const withStored = (entry: ProviderEntry, stored: StoredSetup | undefined): ProviderEntry => {
  if (stored === undefined || entry.apiKey !== undefined) return entry;
  const { api_key: apiKey, base_url: baseUrl, ...options } = stored;
  return { ...entry, apiKey, baseUrl: entry.baseUrl ?? baseUrl, options: { ...options, ...entry.options } };
};

const asked = (change: ProviderChange): ProviderSetting[] =>
  PROVIDER_SETTINGS.filter((name) => change[name] !== undefined);

/** Throws `bad_option` where a change says nothing, or what its provider has not. */
export const assertSettable = (id: string, settings: readonly ProviderSetting[], change: ProviderChange): void => {
  const foreign = asked(change).filter((name) => !settings.includes(name));
  if (foreign.length > 0) {
    throw new Failure("bad_option", {
      detail: `${id} has no ${foreign.join(" and no ")} to set: it takes ${settings.join(", ")}.`,
    });
  }
  if (asked(change).length === 0) {
    throw new Failure("bad_option", { detail: `Say what to set of ${id}: ${settings.join(", ")}.` });
  }
};

/**
 * What is stored after a change: what is left out stays, null takes away. Throws `bad_option` for a new address without the key:
 * else whoever may set an address, and not read a key, could have it sent to a host of theirs.
 */
export const changedSetup = (before: StoredSetup, change: ProviderChange): StoredSetup => {
  const { api_key: key, base_url: address } = change;
  const isMoved = typeof address === "string" && address !== before.base_url;
  if (isMoved && key === undefined && before.api_key !== undefined) {
    throw new Failure("bad_option", {
      detail:
        "A new base_url needs the api_key again, in the same call: a stored key goes to no host that it was not stored for.",
    });
  }
  const values = PROVIDER_SETTINGS.map((name) => [name, change[name] === undefined ? before[name] : change[name]]);
  return Object.fromEntries(values.filter(([, value]) => typeof value === "string")) as StoredSetup;
};
