import { dollars } from "../../words/amounts.ts";
import type { Words } from "../../words/english.ts";
import type { Offered } from "./use-quotes.ts";

export const priceWord = (quote: Offered["quote"] | undefined, { amounts }: Words): string => {
  if (quote === undefined) return amounts.wait;
  if (quote.cost_usd === null) return amounts.unknownPrice;
  return quote.cost_usd === 0 ? amounts.free : dollars(quote.cost_usd);
};

export const timeWord = (quote: Offered["quote"] | undefined, { amounts }: Words): string => {
  if (quote === undefined) return amounts.wait;
  return quote.eta_seconds === null ? amounts.noTime : amounts.about(quote.eta_seconds);
};
