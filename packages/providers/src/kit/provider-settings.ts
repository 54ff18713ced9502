import type { JsonObject } from "@kinora/contract";
import type { Clock, Provider, Rng } from "@kinora/domain";

/** How one provider is set up on this server: from the environment, `kinora.json` and what is stored. */
export interface ProviderSettings {
  /** As in `provider/model`: the kind's own name, or the name of an instance of it. */
  readonly id: string;
  /** Which adapter speaks to it. */
  readonly kind: string;
  readonly apiKey: string | undefined;
  readonly baseUrl: string | undefined;
  /** Overrides what the adapter takes for the account's limit. */
  readonly maxRunning: number | undefined;
  /** Whatever else its entry in `kinora.json` holds: read it with zod. */
  readonly options: JsonObject;
}

/** What an adapter gets of the world. */
export interface ProviderWorld {
  readonly clock: Clock;
  readonly rng: Rng;
  /** `host:port` entries from which results may be fetched although private. */
  readonly allowedPrivateHosts: readonly string[];
  /** Overrides every interval between two polls (KINORA_POLL_EVERY_MS). */
  readonly pollEveryMs: number | undefined;
  /** Where relative paths of `kinora.json` begin: the data folder. */
  readonly folder: string;
  /** Says what an operator should know, as a fact with fields. */
  readonly warn: (fact: string, fields: Readonly<Record<string, unknown>>) => void;
}

/** One adapter: what `built-in-providers.ts` lists. */
export interface ProviderKind {
  readonly kind: string;
  /** Whether its models are shown though nothing is set up for it: then a stand-in, or an error, can say what is missing. */
  readonly alwaysListed: boolean;
  /** Which of its members in `kinora.json` can be stored by `kinora providers set` too, beside key and address. */
  readonly places?: readonly ("region" | "workspace")[];
  /** Opens nothing and asks nothing: a provider is made anew whenever its settings change. Throws `bad_option`. */
  open(settings: ProviderSettings, world: ProviderWorld): Provider;
}
