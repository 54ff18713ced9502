import type { Choice, Price, Provider } from "@kinora/domain";

/** What its provider says that it costs (USD); else its model's price for a second, where it has one. */
export const estimateUsd = (
  providers: readonly Provider[],
  { model, options }: Pick<Choice, "model" | "options">,
): number | undefined => {
  const provider = providers.find(({ id }) => id === model.provider);
  const price: Price | undefined = provider?.priceOf?.(model.id, options);
  if (price !== undefined) return price.usd;
  if (model.usd_per_second === null || provider?.priceOf !== undefined) return undefined;
  return model.usd_per_second * (options.duration_seconds ?? model.default_duration_seconds);
};

/** Why a limit on one request's cost rules it out; undefined where it does not. A price that is not known is over every limit. */
export const overLimit = (usd: number | undefined, limitUsd: number | undefined): string | undefined => {
  if (limitUsd === undefined || (usd !== undefined && usd <= limitUsd)) return undefined;
  const price = usd === undefined ? "has no known price" : `would cost about ${usd.toFixed(2)} USD`;
  return `This request ${price}, and max_cost_usd is ${limitUsd}. Raise it, or leave it out.`;
};
