import { sql } from "kysely";
import type { Migration } from "../../sql/migration.ts";

/** What a key may use, as JSON of the contract's `KeyLimits`; `admissions` is counted up so that admissions of one key queue up. */
const keys = [
  sql`alter table api_keys add column limits text not null default '{}'`,
  sql`alter table api_keys add column priority text not null default 'normal'`,
  sql`alter table api_keys add column admissions integer not null default 0`,
];

/** Whose money it was is known also when the generation is gone. */
const ledger = [
  sql`alter table ledger add column caller_id text`,
  sql`update ledger set caller_id = (select caller_id from generations where generations.id = ledger.generation_id)`,
  sql`create index ledger_by_caller on ledger (caller_id, at)`,
];

/** What a queued generation is expected to cost, and its place in its provider's queue (stores/sql/turns.ts). */
const generations = [
  sql`alter table generations add column estimate_micro_usd integer`,
  sql`alter table generations add column turn integer not null default 0`,
  sql`
    update generations set estimate_micro_usd = json_extract(state, '$.estimateMicroUsd')
    where status = 'queued' and json_extract(state, '$.billing') <> 'free'`,
  sql`
    create index generations_open on generations (caller_id, provider, turn)
    where status in ('queued', 'submitting', 'running', 'collecting', 'needs_review')`,
  sql`create index generations_in_turn on generations (provider, turn, id) where status = 'queued'`,
];

export const callersLimits: Migration = {
  version: 11,
  name: "limits of callers and turns",
  up: async (database) => {
    for (const statement of [...keys, ...ledger, ...generations]) await statement.execute(database);
  },
};
