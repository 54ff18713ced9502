import type { ModelView } from "@kinora/contract";
import type { Offer, Provider } from "@kinora/domain";

/** Every model of every provider, as it stands on this server now. */
export const offersOf = (providers: readonly Provider[]): readonly Offer[] =>
  providers.flatMap(({ models, configured }) => models.map((model) => ({ model, configured })));

export const modelViews = (providers: readonly Provider[]): ModelView[] =>
  offersOf(providers).map(({ model, configured }) => ({ ...model, configured }));
