import type { ModelView, Quote } from "@kinora/contract";
import { keepPreviousData, useQueries, useQuery } from "@tanstack/react-query";
import { server } from "../../server/client.ts";
import { useModels } from "../../server/queries.ts";
import type { Draft } from "./drafts.tsx";
import { modelsOf, sumOf } from "./several-models.ts";

/** What this draft would cost and take with every model, as a query. */
export const quotesQuery = ({ id, image, options }: Draft) => {
  const { duration_seconds, resolution } = options;
  return {
    queryKey: ["quote", id, duration_seconds, resolution],
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<readonly Quote[]> =>
      (await server().quote({ image, duration_seconds, resolution }, { signal })).quotes,
  };
};

/** The price of each model of a draft, in its order; null: not known. */
export const costsOf = (draft: Draft, quotes: readonly Quote[]): readonly (number | null)[] =>
  modelsOf(draft).map((id) => quotes.find(({ model }) => model === id)?.cost_usd ?? null);

/** What all drafts cost together with all of their models. Undefined: not asked yet; null: one price is not known. */
export const useTotalUsd = (drafts: readonly Draft[]): number | null | undefined => {
  const answers = useQueries({
    queries: drafts.map((draft) => ({ ...quotesQuery(draft), placeholderData: keepPreviousData })),
  });
  const sums = drafts.map((draft, index) => {
    const quotes = answers[index]?.data;
    return quotes === undefined ? undefined : sumOf(costsOf(draft, quotes));
  });
  return sums.every((sum) => sum !== undefined) ? sumOf(sums) : undefined;
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
  const quotes = useQuery({ ...quotesQuery(draft), placeholderData: keepPreviousData }).data;
  const models = useModels().data;
  return quotes === undefined || models === undefined ? undefined : offeredBy(models, quotes);
};
