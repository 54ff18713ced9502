import type { UsageView } from "@kinora/contract";

type UsageRow = UsageView["data"][number];

/** What one model cost on one day. */
export interface Spend {
  /** Which of the named models; `models.length` is all others together. */
  readonly model: number;
  readonly usd: number;
}

export interface SpendByDay {
  /** The models that cost most, dearest first. */
  readonly models: readonly string[];
  readonly hasOthers: boolean;
  /** One for each day, the oldest first; a day on which nothing was billed is there too. */
  readonly days: readonly { readonly day: string; readonly usd: number; readonly spends: readonly Spend[] }[];
  readonly mostUsd: number;
}

const DAYS = 30;
const DAY_MS = 86_400_000;
/** So many models have a shade of their own. */
const NAMED = 4;

const nameOf = ({ provider, model }: UsageRow): string =>
  model.startsWith(`${provider}/`) ? model : `${provider}/${model}`;

const sumBy = (rows: readonly UsageRow[], keyOf: (row: UsageRow) => string): ReadonlyMap<string, number> => {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(keyOf(row), (sums.get(keyOf(row)) ?? 0) + row.settled_usd);
  return sums;
};

/** The last 30 days up to `today` (UTC, `2026-11-23`), each split by model. */
export const spendByDay = (rows: readonly UsageRow[], today: string): SpendByDay => {
  const dearest = [...sumBy(rows, nameOf)].filter(([, usd]) => usd > 0).sort(([, a], [, b]) => b - a);
  const models = dearest.slice(0, NAMED).map(([name]) => name);
  const days = Array.from({ length: DAYS }, (_, index) => {
    const day = new Date(Date.parse(today) - (DAYS - 1 - index) * DAY_MS).toISOString().slice(0, 10);
    const ofDay = rows.filter((row) => row.day === day);
    const placeOf = (row: UsageRow): string => {
      const at = models.indexOf(nameOf(row));
      return String(at < 0 ? models.length : at);
    };
    const spends = [...sumBy(ofDay, placeOf)]
      .map(([model, usd]): Spend => ({ model: Number(model), usd }))
      .filter(({ usd }) => usd > 0)
      .sort((a, b) => a.model - b.model);
    return { day, usd: spends.reduce((sum, { usd }) => sum + usd, 0), spends };
  });
  return {
    models,
    hasOthers: dearest.length > NAMED,
    days,
    mostUsd: Math.max(0, ...days.map(({ usd }) => usd)),
  };
};
