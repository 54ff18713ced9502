import { sql } from "kysely";
import type { Schema } from "../sql/migrate.ts";
import type { Migration } from "../sql/migration.ts";

// Ids sort by their bytes, as they do everywhere else: what the database's own language makes of letters does not count.
const generations = [
  sql`
    create table generations (
      id text collate "C" primary key,
      version integer not null,
      status text not null,
      caller_id text not null,
      digest text not null,
      model text collate "C" not null,
      provider text collate "C" not null,
      prompt text,
      created_at bigint not null,
      started_at bigint,
      finished_at bigint,
      delivered_at bigint,
      wake_at bigint,
      title text,
      favourite integer not null default 0,
      trashed_at bigint,
      estimate_micro_usd bigint,
      turn bigint not null default 0,
      state text not null
    )`,
  sql`create index generations_by_status on generations (status, provider, id)`,
  sql`create index generations_by_digest on generations (caller_id, digest, id)`,
  sql`create index generations_by_caller on generations (caller_id, id)`,
  sql`create index generations_by_model_runs on generations (model, finished_at) where status = 'succeeded'`,
  sql`create index generations_by_trash on generations (trashed_at) where trashed_at is not null`,
  sql`
    create index generations_open on generations (caller_id, provider, turn)
    where status in ('queued', 'submitting', 'running', 'collecting', 'needs_review')`,
  sql`create index generations_in_turn on generations (provider, turn, id) where status = 'queued'`,
];

/**
 * Entries get their numbers in the order in which they are committed, so that who has read to a number has read all before
 * it: a statement that appends waits until the transaction that appended before it has ended. Each entry is told of.
 */
const events = [
  sql`
    create table generation_events (
      id bigint generated always as identity primary key,
      generation_id text collate "C" not null references generations (id),
      type text not null,
      at bigint not null,
      data text not null
    )`,
  sql`create index generation_events_by_generation on generation_events (generation_id, id)`,
  sql`
    create function kinora_log_in_order() returns trigger language plpgsql as $$
    begin
      perform pg_advisory_xact_lock(1264742223, 1);
      return null;
    end $$`,
  sql`
    create trigger generation_events_in_order before insert on generation_events
    for each statement execute function kinora_log_in_order()`,
  sql`
    create function kinora_log_told() returns trigger language plpgsql as $$
    begin
      perform pg_notify('kinora_log', new.generation_id);
      return null;
    end $$`,
  sql`
    create trigger generation_events_told after insert on generation_events
    for each row execute function kinora_log_told()`,
];

const besideGenerations = [
  sql`
    create table idempotency_keys (
      caller_id text not null,
      key text not null,
      digest text not null,
      generation_id text collate "C" not null references generations (id),
      created_at bigint not null,
      primary key (caller_id, key)
    )`,
  sql`create index idempotency_keys_by_generation on idempotency_keys (generation_id)`,
  sql`
    create table artifact_addresses (
      capability text primary key,
      generation_id text collate "C" not null references generations (id)
    )`,
  sql`create index artifact_addresses_by_generation on artifact_addresses (generation_id)`,
  sql`
    create table generation_tags (
      generation_id text collate "C" not null references generations (id),
      tag text not null,
      primary key (generation_id, tag)
    )`,
  sql`create index generation_tags_by_tag on generation_tags (tag, generation_id)`,
  sql`
    create table blob_references (
      sha256 text not null,
      generation_id text collate "C" not null references generations (id),
      primary key (sha256, generation_id)
    )`,
  sql`create index blob_references_by_generation on blob_references (generation_id)`,
  sql`
    create table repeats (
      generation_id text collate "C" primary key references generations (id),
      caller_id text not null,
      digest text not null,
      repeat integer not null,
      at bigint not null
    )`,
  sql`create index repeats_by_request on repeats (caller_id, digest, repeat, at)`,
  sql`
    create table uploads (
      caller_id text not null,
      sha256 text not null,
      image text not null,
      used_at bigint not null,
      primary key (caller_id, sha256)
    )`,
  sql`create index uploads_by_digest on uploads (sha256)`,
  sql`create index uploads_by_use on uploads (used_at)`,
];

/** These outlive the generation that they speak of. */
const kept = [
  sql`
    create table operations (
      provider text not null,
      operation text not null,
      generation_id text collate "C" not null,
      primary key (provider, operation)
    )`,
  sql`create index operations_by_generation on operations (generation_id)`,
  sql`
    create table ledger (
      id bigint generated always as identity primary key,
      generation_id text collate "C" not null,
      attempt_id text not null,
      kind text not null,
      provider text collate "C" not null,
      model text collate "C" not null,
      held_micro_usd bigint not null,
      settled_micro_usd bigint,
      basis text not null,
      native text,
      at bigint not null,
      caller_id text
    )`,
  sql`create unique index ledger_by_attempt on ledger (generation_id, attempt_id, kind)`,
  sql`create index ledger_by_time on ledger (at)`,
  sql`create index ledger_by_caller on ledger (caller_id, at)`,
];

const installation = [
  sql`create table budgets (period text primary key, limit_micro_usd bigint not null)`,
  sql`create table settings (name text primary key, value text not null)`,
  sql`
    create table provider_setups (
      provider text collate "C" primary key,
      master_key_id text not null,
      sealed bytea not null,
      set_at bigint not null
    )`,
  sql`
    create table api_keys (
      id text collate "C" primary key,
      name text not null,
      scopes text not null,
      limits text not null default '{}',
      priority text not null default 'normal',
      admissions bigint not null default 0,
      digest text not null unique,
      begins_with text not null,
      created_at bigint not null,
      revoked_at bigint
    )`,
  sql`create table sessions (digest text primary key, key_id text not null, expires_at bigint not null)`,
  sql`create index sessions_by_end on sessions (expires_at)`,
  sql`
    create table audit_log (
      id bigint generated always as identity primary key,
      at bigint not null,
      actor text not null,
      act text not null,
      subject text,
      address text not null,
      detail text not null
    )`,
];

const webhooks = [
  sql`
    create table webhooks (
      id text collate "C" primary key,
      caller_id text not null,
      url text not null,
      events text not null,
      created_at bigint not null,
      begins_after bigint not null
    )`,
  sql`create index webhooks_by_caller on webhooks (caller_id)`,
  sql`
    create table signing_secrets (
      owner text primary key,
      master_key_id text not null,
      sealed bytea not null,
      previous_master_key_id text,
      previous_sealed bytea,
      previous_until bigint
    )`,
  sql`
    create table webhook_deliveries (
      sequence bigint generated always as identity primary key,
      id text not null unique,
      webhook_id text not null,
      caller_id text not null,
      generation_id text collate "C" not null,
      event_id bigint not null,
      type text not null,
      url text not null,
      body text not null,
      status text not null,
      tries text not null,
      round integer not null,
      next_try_at bigint,
      created_at bigint not null
    )`,
  // One message for one end, however often the log is read.
  sql`create unique index webhook_deliveries_by_event on webhook_deliveries (event_id, webhook_id)`,
  sql`create index webhook_deliveries_by_owner on webhook_deliveries (caller_id, webhook_id, sequence)`,
  sql`create index webhook_deliveries_by_generation on webhook_deliveries (generation_id)`,
  sql`create index webhook_deliveries_due on webhook_deliveries (next_try_at) where next_try_at is not null`,
  sql`create table webhook_cursor (id integer primary key check (id = 1), event_id bigint not null)`,
  sql`insert into webhook_cursor values (1, 0)`,
];

/** All that SQLite's twelfth version has: the steps after it are the same ones for both. */
const allTables: Migration = {
  version: 12,
  name: "all tables",
  up: async (database) => {
    for (const statement of [...generations, ...events, ...besideGenerations, ...kept, ...installation, ...webhooks]) {
      await statement.execute(database);
    }
  },
};

const begin = sql`
  create table if not exists applied_migrations (version integer primary key, name text not null, applied_at bigint not null)`;

export const POSTGRES_SCHEMA: Schema = { begin, migrations: [allTables] };
