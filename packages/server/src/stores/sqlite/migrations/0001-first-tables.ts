import { sql } from "kysely";
import type { Migration } from "../../sql/migration.ts";

const generations = sql`
  create table generations (
    id text primary key,
    version integer not null,
    status text not null,
    caller_id text not null,
    digest text not null,
    model text not null,
    provider text not null,
    prompt text,
    created_at integer not null,
    started_at integer,
    finished_at integer,
    delivered_at integer,
    wake_at integer,
    state text not null
  ) strict`;

const events = sql`
  create table generation_events (
    id integer primary key autoincrement,
    generation_id text not null references generations (id),
    type text not null,
    at integer not null,
    data text not null
  ) strict`;

const idempotencyKeys = sql`
  create table idempotency_keys (
    caller_id text not null,
    key text not null,
    digest text not null,
    generation_id text not null references generations (id),
    created_at integer not null,
    primary key (caller_id, key)
  ) strict, without rowid`;

const artifactAddresses = sql`
  create table artifact_addresses (
    capability text primary key,
    generation_id text not null references generations (id)
  ) strict, without rowid`;

const indexes = [
  sql`create index generations_by_status on generations (status, provider, id)`,
  sql`create index generations_by_digest on generations (caller_id, digest, id)`,
  sql`create index generations_by_caller on generations (caller_id, id)`,
  sql`create index generations_by_model_runs on generations (model, finished_at) where status = 'succeeded'`,
  sql`create index generation_events_by_generation on generation_events (generation_id, id)`,
  sql`create index idempotency_keys_by_generation on idempotency_keys (generation_id)`,
  sql`create index artifact_addresses_by_generation on artifact_addresses (generation_id)`,
];

export const firstTables: Migration = {
  version: 1,
  name: "first-tables",
  up: async (database) => {
    for (const statement of [generations, events, idempotencyKeys, artifactAddresses, ...indexes]) {
      await statement.execute(database);
    }
  },
};
