import type { BudgetsView } from "@kinora/contract";
import { BUDGET_PERIODS, type BudgetPeriod, type Clock, type Generation, type MoneyStore } from "@kinora/domain";

interface Purse {
  readonly store: MoneyStore;
  readonly clock: Clock;
}

/** The bounds (ms) of the day or month (UTC) that a moment lies in. */
export const boundsOf = (period: BudgetPeriod, nowMs: number): { readonly fromMs: number; readonly toMs: number } => {
  const now = new Date(nowMs);
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  return period === "day"
    ? { fromMs: Date.UTC(year, month, day), toMs: Date.UTC(year, month, day + 1) }
    : { fromMs: Date.UTC(year, month), toMs: Date.UTC(year, month + 1) };
};

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
