import { jsonObjectSchema } from "@kinora/contract";
import type { SettingStore } from "@kinora/domain";
import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** What clients changed of this installation while it ran. */
export const settingQuestions = (database: Kysely<Tables>): SettingStore => ({
  setting: async (name) => {
    const row = await database.selectFrom("settings").select("value").where("name", "=", name).executeTakeFirst();
    return row === undefined ? undefined : jsonObjectSchema.parse(JSON.parse(row.value));
  },
  saveSetting: async (name, value) => {
    const row = { value: JSON.stringify(value) };
    await database
      .insertInto("settings")
      .values({ name, ...row })
      .onConflict((conflict) => conflict.column("name").doUpdateSet(row))
      .execute();
  },
});
