import { sql } from "kysely";
import type { Migration } from "../../sql/migration.ts";

/** Which generation a provider's operation belongs to, kept when the generation is final: its row forgets it then. */
const operations = sql`
  create table operations (
    provider text not null,
    operation text not null,
    generation_id text not null references generations (id),
    primary key (provider, operation)
  ) strict, without rowid`;

const byGeneration = sql`create index operations_by_generation on operations (generation_id)`;

/** Those that run now. Version 1 had the embedded engine only, whose operation has one key: its JSON is sorted. */
const those = sql`
  insert or ignore into operations
  select provider, json_extract(state, '$.operation'), id from generations
  where json_type(state, '$.operation') = 'object'`;

export const operationsTable: Migration = {
  version: 2,
  name: "operations",
  up: async (database) => {
    for (const statement of [operations, byGeneration, those]) await statement.execute(database);
  },
};
