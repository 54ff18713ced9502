import { sql } from "kysely";
import type { Migration } from "../../sql/migration.ts";

const settings = sql`
  create table settings (
    name text primary key,
    value text not null
  ) strict, without rowid`;

export const settingsTable: Migration = {
  version: 8,
  name: "settings",
  up: async (database) => {
    await settings.execute(database);
  },
};
