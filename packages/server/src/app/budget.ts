import { type BudgetsView, Failure } from "@kinora/contract";
import {
  type AdmissionRefusal,
  type ApiKeyStore,
  boundsOf,
  BUDGET_PERIODS,
  type BudgetPeriod,
  type Clock,
  type Generation,
  type MoneyStore,
  overKeyBudget,
} from "@kinora/domain";

interface Purse {
  readonly store: MoneyStore;
  readonly clock: Clock;
}

const usd = (microUsd: number): string => `${(microUsd / 1e6).toFixed(2)} USD`;

const WHEN = { day: "today", month: "this month" } as const satisfies Record<BudgetPeriod, string>;

/**
 * Why a paid generation may not be sent under the budgets of this installation; undefined where it may. What is held for
 * work that is out counts as spent.
 */
export const overBudget = async (
  { store, clock }: Purse,
  {
    billing,
    estimateMicroUsd,
    allowsUnknownCost,
  }: Pick<Generation, "billing" | "estimateMicroUsd" | "allowsUnknownCost">,
): Promise<string | undefined> => {
  if (billing === "free") return undefined;
  const budgets = await store.budgets();
  for (const period of BUDGET_PERIODS) {
    const limit = budgets[period];
    if (limit === undefined) continue;
    if (estimateMicroUsd === undefined) {
      if (allowsUnknownCost === true) continue;
      return "Its price is not known, and a budget is set here: name a model with a known price, or send allow_unknown_cost.";
    }
    const { settledMicroUsd, heldMicroUsd } = await store.spending(boundsOf(period, clock.now()).fromMs);
    if (settledMicroUsd + heldMicroUsd + estimateMicroUsd > limit) {
      return `It would cost about ${usd(estimateMicroUsd)}; ${usd(settledMicroUsd)} of ${usd(limit)} are spent ${WHEN[period]} and ${usd(heldMicroUsd)} are held for work that is out. Raise the budget (PUT /api/v1/budgets), or wait.`;
    }
  }
  return undefined;
};

const refusalDetail = (refusal: AdmissionRefusal, nowMs: number): string => {
  switch (refusal.kind) {
    case "too_many_under_way":
      return `This API key may have ${refusal.limit} generations under way, and has: wait until one of them has ended.`;
    case "price_unknown":
      return "Its price is not known, and this API key has a budget: name a model with a known price, or send allow_unknown_cost.";
    case "over_budget": {
      const { period, limitMicroUsd, estimateMicroUsd, purse } = refusal;
      const out = purse.heldMicroUsd + purse.reservedMicroUsd;
      return `It would cost about ${usd(estimateMicroUsd)}; of the ${usd(limitMicroUsd)} of this API key ${usd(purse.settledMicroUsd[period])} are spent ${WHEN[period]} and ${usd(out)} are kept for work that waits or is out. The budget begins anew at ${new Date(boundsOf(period, nowMs).toMs).toISOString()}; an administrator may raise it (kinora keys update).`;
    }
  }
};

/** How often who may have no more under way should ask again. */
const ASK_AGAIN_SECONDS = 5;

/** What is answered where the limits of a key do not let a generation in. */
export const refusedByKey = (refusal: AdmissionRefusal, nowMs: number): Failure => {
  const detail = refusalDetail(refusal, nowMs);
  return refusal.kind === "too_many_under_way"
    ? new Failure("too_many_under_way", { detail, retryAfterSeconds: ASK_AGAIN_SECONDS })
    : new Failure("over_budget", { detail });
};

/** Why a paid generation may not be sent under the budgets of its caller's key; undefined where it may, or there is no key. */
const overBudgetOfKey = async (
  { store, clock }: Purse & { readonly store: Pick<ApiKeyStore, "purseOf"> },
  generation: Generation,
): Promise<string | undefined> => {
  if (generation.billing === "free") return undefined;
  const purse = await store.purseOf(generation.callerId, clock.now());
  // What waits is reserved, and so is this one: it was let in before the others that wait.
  const refusal = purse && overKeyBudget({ ...purse, reservedMicroUsd: 0 }, generation);
  return refusal && refusalDetail(refusal, clock.now());
};

/** Why a generation that has its turn may not be sent: budgets may have been lowered since it was let in. */
export const overAnyBudget = async (
  purse: Purse & { readonly store: Pick<ApiKeyStore, "purseOf"> },
  generation: Generation,
): Promise<string | undefined> => (await overBudget(purse, generation)) ?? overBudgetOfKey(purse, generation);

/** The budgets with what is spent of them. */
export const budgetsView = async ({ store, clock }: Purse): Promise<BudgetsView> => {
  const budgets = await store.budgets();
  const viewOf = async (period: BudgetPeriod): Promise<BudgetsView["day"]> => {
    const { fromMs, toMs } = boundsOf(period, clock.now());
    const { settledMicroUsd, heldMicroUsd } = await store.spending(fromMs);
    const limit = budgets[period];
    return {
      limit_usd: limit === undefined ? null : limit / 1e6,
      spent_usd: settledMicroUsd / 1e6,
      held_usd: heldMicroUsd / 1e6,
      resets_at: new Date(toMs).toISOString(),
    };
  };
  return { day: await viewOf("day"), month: await viewOf("month") };
};
