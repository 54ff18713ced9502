import { sql } from "kysely";
import type { Migration } from "../../sql/migration.ts";

/** One row a provider: `sealed` is readable by whoever has the master key that `master_key_id` names, and by nobody else. */
const setups = sql`
  create table provider_setups (
    provider text primary key,
    master_key_id text not null,
    sealed blob not null,
    set_at integer not null
  ) strict, without rowid`;

export const providerSetupsTable: Migration = {
  version: 7,
  name: "provider-setups",
  up: async (database) => {
    await setups.execute(database);
  },
};
