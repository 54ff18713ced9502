import { sql } from "kysely";
import type { Migration } from "../../sql/migration.ts";

const webhooks = [
  sql`
    create table webhooks (
      id text primary key,
      caller_id text not null,
      url text not null,
      events text not null,
      created_at integer not null,
      begins_after integer not null
    ) strict, without rowid`,
  sql`create index webhooks_by_caller on webhooks (caller_id)`,
  sql`
    create table signing_secrets (
      owner text primary key,
      master_key_id text not null,
      sealed blob not null,
      previous_master_key_id text,
      previous_sealed blob,
      previous_until integer
    ) strict, without rowid`,
];

const deliveries = [
  sql`
    create table webhook_deliveries (
      sequence integer primary key autoincrement,
      id text not null unique,
      webhook_id text not null,
      caller_id text not null,
      generation_id text not null,
      event_id integer not null,
      type text not null,
      url text not null,
      body text not null,
      status text not null,
      tries text not null,
      round integer not null,
      next_try_at integer,
      created_at integer not null
    ) strict`,
  // One message for one end, however often the log is read.
  sql`create unique index webhook_deliveries_by_event on webhook_deliveries (event_id, webhook_id)`,
  sql`create index webhook_deliveries_by_owner on webhook_deliveries (caller_id, webhook_id, sequence)`,
  sql`create index webhook_deliveries_by_generation on webhook_deliveries (generation_id)`,
  sql`create index webhook_deliveries_due on webhook_deliveries (next_try_at) where next_try_at is not null`,
];

/** Nobody asked to be told of what is in the log already. */
const cursor = [
  sql`create table webhook_cursor (id integer primary key check (id = 1), event_id integer not null) strict`,
  sql`insert into webhook_cursor select 1, coalesce(max(id), 0) from generation_events`,
];

export const webhookTables: Migration = {
  version: 9,
  name: "webhooks",
  up: async (database) => {
    for (const statement of [...webhooks, ...deliveries, ...cursor]) await statement.execute(database);
  },
};
