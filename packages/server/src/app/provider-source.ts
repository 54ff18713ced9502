import type { ProviderSetting } from "@kinora/contract";
import type { Provider } from "@kinora/domain";
import type { ProviderEntry } from "../config/config.ts";

/** An adapter, as far as setting it up goes. */
export interface ProviderKindFacts {
  readonly kind: string;
  /** Whether its models are shown though nothing is set up for it. */
  readonly alwaysListed: boolean;
  /** What can be stored for it. */
  readonly settings: readonly ProviderSetting[];
}

/** Where providers come from. */
export interface ProviderSource {
  /** Those that are there whatever is set up: the embedded engine. */
  readonly fixed: readonly Provider[];
  readonly kinds: readonly ProviderKindFacts[];
  /** A provider of these settings; undefined where this version lacks its kind. Throws `bad_option` for settings that cannot be. */
  readonly open: (entry: ProviderEntry) => Provider | undefined;
}
