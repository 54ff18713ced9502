/**
 * What one unit of a currency is in US dollars, rounded for planning: estimates and budgets count with it, no invoice does.
 * Set by hand on 2026-11-22 (about 7.1 CNY and 0.87 EUR a dollar); raise the date with the numbers.
 */
export const EXCHANGE_RATES = {
  asOf: "2026-11-22",
  usdPer: { USD: 1, CNY: 0.14, EUR: 1.15 },
} as const;

export type Currency = keyof typeof EXCHANGE_RATES.usdPer;
export const CURRENCIES = Object.keys(EXCHANGE_RATES.usdPer) as [Currency, ...Currency[]];
