import { sql } from "kysely";
import type { Migration } from "../../sql/migration.ts";

/** The digest, never the cookie: what reads this file cannot go on with a session of somebody else. */
const sessions = [
  sql`
    create table sessions (
      digest text primary key,
      key_id text not null,
      expires_at integer not null
    ) strict, without rowid`,
  sql`create index sessions_by_end on sessions (expires_at)`,
];

/** Rows are only ever added. */
const audit = sql`
  create table audit_log (
    id integer primary key autoincrement,
    at integer not null,
    actor text not null,
    act text not null,
    subject text,
    address text not null,
    detail text not null
  ) strict`;

export const sessionsAndAudit: Migration = {
  version: 12,
  name: "sessions and audit log",
  up: async (database) => {
    for (const statement of [...sessions, audit]) await statement.execute(database);
  },
};
