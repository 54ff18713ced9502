import type { SealedSetup, SetupStore } from "@kinora/domain";
import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

const readSetups = async (database: Kysely<Tables>): Promise<readonly SealedSetup[]> => {
  const rows = await database.selectFrom("provider_setups").selectAll().orderBy("provider").execute();
  return rows.map(({ provider, master_key_id: masterKeyId, sealed, set_at: setAt }) => ({
    provider,
    masterKeyId,
    sealed,
    setAt,
  }));
};

const saveSetup = async (database: Kysely<Tables>, setup: SealedSetup): Promise<void> => {
  const { provider, masterKeyId, sealed, setAt } = setup;
  const row = { master_key_id: masterKeyId, sealed, set_at: setAt };
  await database
    .insertInto("provider_setups")
    .values({ provider, ...row })
    .onConflict((conflict) => conflict.column("provider").doUpdateSet(row))
    .execute();
};

const removeSetup = async (database: Kysely<Tables>, provider: string): Promise<void> => {
  await database.deleteFrom("provider_setups").where("provider", "=", provider).execute();
};

/** How providers were set up here. */
export const setupQuestions = (database: Kysely<Tables>): SetupStore => ({
  setups: () => readSetups(database),
  saveSetup: (setup) => saveSetup(database, setup),
  removeSetup: (provider) => removeSetup(database, provider),
});
