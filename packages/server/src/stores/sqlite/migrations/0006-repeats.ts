import { sql } from "kysely";
import type { Migration } from "../../sql/migration.ts";

const repeats = sql`
  create table repeats (
    generation_id text primary key references generations (id),
    caller_id text not null,
    digest text not null,
    repeat integer not null,
    at integer not null
  ) strict, without rowid`;

const byRequest = sql`create index repeats_by_request on repeats (caller_id, digest, repeat, at)`;

export const repeatsTable: Migration = {
  version: 6,
  name: "repeats",
  up: async (database) => {
    for (const statement of [repeats, byRequest]) await statement.execute(database);
  },
};
