import type { ModelView, Quote } from "@kinora/contract";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { server } from "../../server/client.ts";
import { useModels } from "../../server/queries.ts";
import type { Draft } from "./drafts.tsx";

/** What this draft would cost and take with every model. */
export const useQuotes = ({ id, image, options }: Draft) => {
  const { duration_seconds, resolution } = options;
  return useQuery({
    queryKey: ["quote", id, duration_seconds, resolution],
    queryFn: async ({ signal }): Promise<readonly Quote[]> =>
      (await server().quote({ image, duration_seconds, resolution }, { signal })).quotes,
    placeholderData: keepPreviousData,
  });
};

export type OfferGroup = "local" | "ready" | "key" | "misfit";

/** A model beside what was quoted for it. */
export interface Offered {
  readonly model: ModelView;
  readonly quote: Quote;
  readonly group: OfferGroup;
}

const groupOf = (model: ModelView, quote: Quote): OfferGroup => {
  if (!model.configured) return "key";
  if (!quote.fits) return "misfit";
  return model.billing === "free" && quote.cost_usd === 0 ? "local" : "ready";
};

const priceOf = ({ quote }: Offered): number => quote.cost_usd ?? Infinity;

/** Every model by group: cheapest first, those of no known price last. */
export const offeredBy = (models: readonly ModelView[], quotes: readonly Quote[]): readonly Offered[] =>
  models
    .flatMap((model) => {
      const quote = quotes.find((one) => one.model === model.id && one.provider === model.provider);
      return quote === undefined ? [] : [{ model, quote, group: groupOf(model, quote) }];
    })
    .sort((a, b) => priceOf(a) - priceOf(b));

export const useOffers = (draft: Draft): readonly Offered[] | undefined => {
  const quotes = useQuotes(draft).data;
  const models = useModels().data;
  return quotes === undefined || models === undefined ? undefined : offeredBy(models, quotes);
};
