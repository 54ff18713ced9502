export const BUDGET_PERIODS = ["day", "month"] as const;
export type BudgetPeriod = (typeof BUDGET_PERIODS)[number];

/** The bounds (ms) of the day or month (UTC) that a moment lies in. */
export const boundsOf = (period: BudgetPeriod, nowMs: number): { readonly fromMs: number; readonly toMs: number } => {
  const now = new Date(nowMs);
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  return period === "day"
    ? { fromMs: Date.UTC(year, month, day), toMs: Date.UTC(year, month, day + 1) }
    : { fromMs: Date.UTC(year, month), toMs: Date.UTC(year, month + 1) };
};
