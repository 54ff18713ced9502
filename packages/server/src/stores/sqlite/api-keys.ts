import { SCOPES } from "@kinora/contract";
import type { ApiKey, ApiKeyStore } from "@kinora/domain";
import type { Kysely, Selectable } from "kysely";
import type { ApiKeysTable, Tables } from "./tables.ts";

const readKey = (row: Selectable<ApiKeysTable>): ApiKey => ({
  id: row.id,
  name: row.name,
  scopes: SCOPES.filter((scope) => row.scopes.split(" ").includes(scope)),
  digest: row.digest,
  beginsWith: row.begins_with,
  createdAt: row.created_at,
  revokedAt: row.revoked_at ?? undefined,
});

/** Who may call. */
export const apiKeyQuestions = (database: Kysely<Tables>): ApiKeyStore => ({
  apiKeys: async () => {
    const newestFirst = database.selectFrom("api_keys").selectAll().orderBy("created_at", "desc").orderBy("id");
    return (await newestFirst.execute()).map(readKey);
  },
  addApiKey: async ({ id, name, scopes, digest, beginsWith, createdAt }) => {
    const row = { id, name, scopes: scopes.join(" "), digest, begins_with: beginsWith, created_at: createdAt };
    await database
      .insertInto("api_keys")
      .values({ ...row, revoked_at: null })
      .execute();
  },
  revokeApiKey: async (id, at) => {
    await database
      .updateTable("api_keys")
      .set({ revoked_at: at })
      .where("id", "=", id)
      .where("revoked_at", "is", null)
      .execute();
  },
});
