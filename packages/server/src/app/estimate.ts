import type { GenerationRequest } from "@kinora/contract";
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

/** What a caller lets one request cost. */
export interface CostLimit {
  /** Undefined: any price. */
  readonly limitUsd: number | undefined;
  readonly allowsUnknown: boolean;
}

export const costLimitOf = (request: Pick<GenerationRequest, "max_cost_usd" | "allow_unknown_cost">): CostLimit => ({
  limitUsd: request.max_cost_usd,
  allowsUnknown: request.allow_unknown_cost === true,
});

/**
 * Why a limit on one request's cost rules it out; undefined where it does not. A price that is not known is over every limit,
 * unless its caller lets it be.
 */
export const overLimit = (usd: number | undefined, { limitUsd, allowsUnknown }: CostLimit): string | undefined => {
  if (limitUsd === undefined) return undefined;
  if (usd === undefined ? allowsUnknown : usd <= limitUsd) return undefined;
  const price = usd === undefined ? "has no known price" : `would cost about ${usd.toFixed(2)} USD`;
  const remedy = usd === undefined ? "Leave it out, or send allow_unknown_cost" : "Raise it, or leave it out";
  return `This request ${price}, and max_cost_usd is ${limitUsd}. ${remedy}.`;
};
