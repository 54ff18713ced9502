import type { GenerationOptions, Resolution } from "@kinora/contract";
import type { Price } from "@kinora/domain";
import { money, type PriceQuestion, type PriceRow, rowFor, secondsOf } from "./prices.ts";

/** What a vendor says that it bills: what it made, or how many of its units that is. */
export type Made =
  | { readonly seconds: number; readonly videos: number; readonly resolution: Resolution | undefined }
  | { readonly units: number };

/** The files that vendors measure are longer than what was asked by a frame or two; units that differ by more are not seconds. */
const isAbout = (units: number, seconds: number): boolean => Math.abs(units - seconds) <= Math.max(1, 0.1 * seconds);

/**
 * The price of what was made, by the vendor's list. Undefined where no line holds, or where units are neither
 * about the seconds nor the one video that the line counts: then nobody knows what they are.
 */
export const billedByList = (rows: readonly PriceRow[], question: PriceQuestion, made: Made): Price | undefined => {
  if (!("units" in made)) {
    const { seconds, videos, resolution } = made;
    const options: GenerationOptions = {
      ...question.options,
      duration_seconds: seconds,
      ...(resolution === undefined ? {} : { resolution }),
    };
    const row = rowFor(rows, { ...question, options });
    return row && money(row.amount * videos * (row.per === "second" ? seconds : 1), row.currency);
  }
  const row = rowFor(rows, question);
  if (row === undefined) return undefined;
  const isUnderstood = row.per === "second" ? isAbout(made.units, secondsOf(question)) : made.units === 1;
  return isUnderstood ? money(row.amount * made.units, row.currency) : undefined;
};
