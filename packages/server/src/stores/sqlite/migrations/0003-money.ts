import { sql } from "kysely";
import type { Migration } from "../../sql/migration.ts";

/** Rows are only ever added. Amounts are changes in micro-dollars: sums of rows are balances. */
const ledger = sql`
  create table ledger (
    id integer primary key autoincrement,
    generation_id text not null references generations (id),
    attempt_id text not null,
    kind text not null,
    provider text not null,
    model text not null,
    held_micro_usd integer not null,
    settled_micro_usd integer,
    basis text not null,
    native text,
    at integer not null
  ) strict`;

/** One hold, one settle, one release of an attempt at the most, whatever a defect may write. */
const once = sql`create unique index ledger_by_attempt on ledger (generation_id, attempt_id, kind)`;
const byTime = sql`create index ledger_by_time on ledger (at)`;

const budgets = sql`
  create table budgets (
    period text primary key,
    limit_micro_usd integer not null
  ) strict, without rowid`;

export const moneyTables: Migration = {
  version: 3,
  name: "money",
  up: async (database) => {
    for (const statement of [ledger, once, byTime, budgets]) await statement.execute(database);
  },
};
