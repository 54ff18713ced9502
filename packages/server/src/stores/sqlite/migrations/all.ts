import { sql } from "kysely";
import type { Schema } from "../../sql/migrate.ts";
import { apiKeysTable } from "./0010-api-keys.ts";
import { firstTables } from "./0001-first-tables.ts";
import { operationsTable } from "./0002-operations.ts";
import { moneyTables } from "./0003-money.ts";
import { trashTables } from "./0004-trash.ts";
import { uploadsTable } from "./0005-uploads.ts";
import { repeatsTable } from "./0006-repeats.ts";
import { providerSetupsTable } from "./0007-provider-setups.ts";
import { settingsTable } from "./0008-settings.ts";
import { webhookTables } from "./0009-webhooks.ts";
import { callersLimits } from "./0011-callers.ts";
import { sessionsAndAudit } from "./0012-sessions-and-audit.ts";
import type { Migration } from "../../sql/migration.ts";

const begin = sql`
  create table if not exists applied_migrations (
    version integer primary key, name text not null, applied_at integer not null
  ) strict`;

/** Every step of the schema, in order. */
const migrations: readonly Migration[] = [
  firstTables,
  operationsTable,
  moneyTables,
  trashTables,
  uploadsTable,
  repeatsTable,
  providerSetupsTable,
  settingsTable,
  webhookTables,
  apiKeysTable,
  callersLimits,
  sessionsAndAudit,
];

export const SQLITE_SCHEMA: Schema = { begin, migrations };
