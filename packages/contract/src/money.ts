import { z } from "zod";

const budgetSchema = z.strictObject({
  /** Null: no limit. */
  limit_usd: z.number().nullable(),
  spent_usd: z.number(),
  /** Kept back for work that is out; it counts against the limit. */
  held_usd: z.number(),
  resets_at: z.string(),
});

/** What this installation may spend in a day and in a month (UTC), and has. */
export const budgetsSchema = z.strictObject({ day: budgetSchema, month: budgetSchema });
export type BudgetsView = z.infer<typeof budgetsSchema>;

const limitUsd = z.number().min(0).max(1e9).nullable().default(null);
/** Takes the place of both budgets: null, or left out, is no limit. */
export const budgetLimitsSchema = z.strictObject({ day_usd: limitUsd, month_usd: limitUsd });

/** Days (UTC), both included; the last 30 where nothing is said. */
export const usageQuerySchema = z.strictObject({ from: z.iso.date().optional(), to: z.iso.date().optional() });

export const usageSchema = z.strictObject({
  data: z.array(
    z.strictObject({
      day: z.string(),
      provider: z.string(),
      model: z.string(),
      /** How many tries were billed, or may have been. */
      billed: z.int(),
      settled_usd: z.number(),
      /** Of those, how many cost nobody knows how much: they are not in the sum. */
      unknown: z.int(),
    }),
  ),
  /** Kept back now for work that is out. */
  held_usd: z.number(),
});

export type UsageView = z.infer<typeof usageSchema>;

/** What a request would cost and take with one model. */
export const quoteSchema = z.strictObject({
  model: z.string(),
  provider: z.string(),
  fits: z.boolean(),
  /** Why it does not fit; absent where it does. */
  reason: z.string().optional(),
  /** Null: not known. */
  cost_usd: z.number().nullable(),
  /** The usual time of finished runs; null before there are any. */
  eta_seconds: z.number().nullable(),
  /** 1: this request would be made with it; 2 and on: tried after that one refuses. Null: not tried. */
  order: z.int().nullable(),
});
export type Quote = z.infer<typeof quoteSchema>;
