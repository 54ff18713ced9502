import { sql } from "kysely";
import type { Migration } from "../../sql/migration.ts";

const uploads = sql`
  create table uploads (
    caller_id text not null,
    sha256 text not null,
    image text not null,
    used_at integer not null,
    primary key (caller_id, sha256)
  ) strict, without rowid`;

const indexes = [
  sql`create index uploads_by_digest on uploads (sha256)`,
  sql`create index uploads_by_use on uploads (used_at)`,
];

export const uploadsTable: Migration = {
  version: 5,
  name: "uploads",
  up: async (database) => {
    for (const statement of [uploads, ...indexes]) await statement.execute(database);
  },
};
