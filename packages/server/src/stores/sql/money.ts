import { BUDGET_PERIODS, type Budgets, type Generation, type LedgerMove, type MoneyStore } from "@kinora/domain";
import { type Kysely, sql, type Transaction } from "kysely";
import type { Tables } from "./tables.ts";

const MS_PER_DAY = 86_400_000;

/** Adds rows to the ledger, in the transaction that writes the generation's row. */
export const appendMoves = async (
  transaction: Transaction<Tables>,
  { id, callerId }: Generation,
  { moves, at }: { moves: readonly LedgerMove[]; at: number },
): Promise<void> => {
  if (moves.length === 0) return;
  const rows = moves.map((move) => ({
    generation_id: id,
    attempt_id: move.attemptId,
    kind: move.kind,
    provider: move.provider,
    model: move.model,
    held_micro_usd: move.heldMicroUsd,
    settled_micro_usd: move.settledMicroUsd ?? null,
    basis: move.basis,
    native: move.native ?? null,
    at,
    caller_id: callerId,
  }));
  await transaction.insertInto("ledger").values(rows).execute();
};

const spending = async (database: Kysely<Tables>, sinceMs: number): ReturnType<MoneyStore["spending"]> => {
  const row = await database
    .selectFrom("ledger")
    .select([
      sql<number>`coalesce(sum(held_micro_usd), 0)`.as("held"),
      sql<number>`coalesce(sum(case when at >= ${sinceMs} then settled_micro_usd end), 0)`.as("settled"),
    ])
    .executeTakeFirstOrThrow();
  return { settledMicroUsd: row.settled, heldMicroUsd: row.held };
};

const dayName = (days: number): string => new Date(days * MS_PER_DAY).toISOString().slice(0, 10);

const usage = async (
  database: Kysely<Tables>,
  { sinceMs, beforeMs }: Parameters<MoneyStore["usage"]>[0],
): ReturnType<MoneyStore["usage"]> => {
  // Whole days since 1970: every database divides integers alike, and none names days alike.
  const day = sql<number>`at / 86400000`;
  const rows = await database
    .selectFrom("ledger")
    .select([
      day.as("day"),
      "provider",
      "model",
      sql<number>`count(*)`.as("billed"),
      sql<number>`coalesce(sum(settled_micro_usd), 0)`.as("settled"),
      sql<number>`sum(case when settled_micro_usd is null then 1 else 0 end)`.as("unknown"),
    ])
    .where("kind", "=", "settle")
    .where("at", ">=", sinceMs)
    .where("at", "<", beforeMs)
    .groupBy([day, "provider", "model"])
    .orderBy(day, "desc")
    .orderBy("provider")
    .orderBy("model")
    .execute();
  return rows.map(({ day: days, settled, ...row }) => ({ day: dayName(days), ...row, settledMicroUsd: settled }));
};

const readBudgets = async (database: Kysely<Tables>): Promise<Budgets> => {
  const rows = await database.selectFrom("budgets").selectAll().execute();
  const known = rows.filter(({ period }) => (BUDGET_PERIODS as readonly string[]).includes(period));
  return Object.fromEntries(known.map(({ period, limit_micro_usd: limit }) => [period, limit]));
};

const setBudgets = (database: Kysely<Tables>, budgets: Budgets): Promise<void> =>
  database.transaction().execute(async (transaction) => {
    await transaction.deleteFrom("budgets").execute();
    const rows = BUDGET_PERIODS.flatMap((period) => {
      const limit = budgets[period];
      return limit === undefined ? [] : [{ period, limit_micro_usd: limit }];
    });
    if (rows.length > 0) await transaction.insertInto("budgets").values(rows).execute();
  });

/** What was spent and what may be. */
export const moneyQuestions = (database: Kysely<Tables>): MoneyStore => ({
  spending: (sinceMs) => spending(database, sinceMs),
  usage: (query) => usage(database, query),
  budgets: () => readBudgets(database),
  setBudgets: (budgets) => setBudgets(database, budgets),
});
