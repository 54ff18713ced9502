import { type GenerationOptions, jsonValueSchema, type ModelCapabilities, RESOLUTIONS } from "@kinora/contract";
import type { Price } from "@kinora/domain";
import { z } from "zod";
import { CURRENCIES, type Currency, EXCHANGE_RATES } from "./exchange-rates.ts";

/** One line of a vendor's price list. What a line does not name, it holds for. */
export const priceRowSchema = z.strictObject({
  /** Ids of our models. */
  models: z.array(z.string()).min(1),
  region: z.string().optional(),
  resolution: z.enum(RESOLUTIONS).optional(),
  seconds: z.number().optional(),
  /** Members of `provider_options` as they must be. */
  when: z.record(z.string(), jsonValueSchema).optional(),
  per: z.enum(["second", "video"]),
  amount: z.number().min(0),
  currency: z.enum(CURRENCIES),
  /** When the list was read, as 2026-11-22. */
  read: z.iso.date(),
});
export type PriceRow = z.infer<typeof priceRowSchema>;

export interface PriceQuestion {
  readonly model: ModelCapabilities;
  readonly options: GenerationOptions;
  readonly region: string | undefined;
}

export const money = (amount: number, currency: Currency): Price => ({
  // Sums of decimal prices, without the noise of binary fractions.
  amount: rounded(amount),
  currency,
  usd: rounded(amount * EXCHANGE_RATES.usdPer[currency]),
});

const rounded = (amount: number): number => Math.round(amount * 1e6) / 1e6;

/** What a line names must be as asked. */
const isAs = <T>(named: T | undefined, asked: T | undefined): boolean => named === undefined || named === asked;

const holds = (row: PriceRow, { model, options, region }: PriceQuestion): boolean => {
  const { provider_options: extra = {}, resolution = model.default_resolution } = options;
  return (
    row.models.includes(model.id) &&
    isAs(row.region, region) &&
    isAs(row.resolution, resolution) &&
    isAs(row.seconds, secondsOf({ model, options })) &&
    Object.entries(row.when ?? {}).every(([name, value]) => extra[name] === value)
  );
};

export const secondsOf = ({ model, options }: Omit<PriceQuestion, "region">): number =>
  options.duration_seconds ?? model.default_duration_seconds;

/** The first line that holds for a generation; undefined where none does: no price is ever guessed. */
export const rowFor = (rows: readonly PriceRow[], question: PriceQuestion): PriceRow | undefined =>
  rows.find((one) => holds(one, question));

/** What a generation costs by its line. */
export const priceByList = (rows: readonly PriceRow[], question: PriceQuestion): Price | undefined => {
  const row = rowFor(rows, question);
  return row && money(row.amount * (row.per === "second" ? secondsOf(question) : 1), row.currency);
};
