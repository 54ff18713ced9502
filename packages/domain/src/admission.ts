import type { KeyLimits } from "@kinora/contract";
import { BUDGET_PERIODS, type BudgetPeriod } from "./budget-period.ts";
import type { Generation } from "./generation.ts";

/** What a key may spend, and has. Amounts in micro-dollars. */
export interface PurseOfKey {
  readonly limits: KeyLimits;
  /** Settled since the period began. */
  readonly settledMicroUsd: Readonly<Record<BudgetPeriod, number>>;
  /** Held for what is out. */
  readonly heldMicroUsd: number;
  /** The estimates of what is accepted and waits: the hold of each takes their place when it is sent. */
  readonly reservedMicroUsd: number;
}

/** Why a key's limits do not allow a generation now. */
export type AdmissionRefusal =
  | { readonly kind: "too_many_under_way"; readonly limit: number }
  | { readonly kind: "price_unknown" }
  | {
      readonly kind: "over_budget";
      readonly period: BudgetPeriod;
      readonly limitMicroUsd: number;
      readonly estimateMicroUsd: number;
      readonly purse: PurseOfKey;
    };

/** How one model would make it. */
type Terms = Pick<Generation, "billing" | "estimateMicroUsd" | "allowsUnknownCost">;

/** Which budget of its key one generation would break; undefined for none. What is held or reserved counts as spent. */
export const overKeyBudget = (purse: PurseOfKey, terms: Terms): AdmissionRefusal | undefined => {
  const { billing, estimateMicroUsd, allowsUnknownCost } = terms;
  if (billing === "free") return undefined;
  for (const period of BUDGET_PERIODS) {
    const limitUsd = purse.limits[`${period}_usd`];
    if (limitUsd === null) continue;
    if (estimateMicroUsd === undefined) {
      if (allowsUnknownCost === true) continue;
      return { kind: "price_unknown" };
    }
    const limitMicroUsd = Math.round(limitUsd * 1e6);
    const spent = purse.settledMicroUsd[period] + purse.heldMicroUsd + purse.reservedMicroUsd;
    if (spent + estimateMicroUsd > limitMicroUsd) {
      return { kind: "over_budget", period, limitMicroUsd, estimateMicroUsd, purse };
    }
  }
  return undefined;
};

/** Whether its key's limits let a new generation in: the first of its models that fits the budgets is enough. */
export const admissionRefusal = (
  generation: Pick<Generation, "billing" | "estimateMicroUsd" | "allowsUnknownCost" | "fallbacks">,
  purse: PurseOfKey,
  underWay: number,
): AdmissionRefusal | undefined => {
  const { generations_under_way: limit } = purse.limits;
  if (limit !== null && underWay >= limit) return { kind: "too_many_under_way", limit };
  const first = overKeyBudget(purse, generation);
  if (first === undefined) return undefined;
  const { fallbacks = [], allowsUnknownCost } = generation;
  const fits = fallbacks.some((link) => overKeyBudget(purse, { ...link, allowsUnknownCost }) === undefined);
  return fits ? undefined : first;
};
