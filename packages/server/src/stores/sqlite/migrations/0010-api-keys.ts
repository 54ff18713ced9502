import { sql } from "kysely";
import type { Migration } from "../../sql/migration.ts";

// The digest, never the key: what reads this file cannot call the server with it.
const keys = sql`
  create table api_keys (
    id text primary key,
    name text not null,
    scopes text not null,
    digest text not null unique,
    begins_with text not null,
    created_at integer not null,
    revoked_at integer
  ) strict, without rowid`;

export const apiKeysTable: Migration = {
  version: 10,
  name: "api keys",
  up: async (database) => {
    await keys.execute(database);
  },
};
