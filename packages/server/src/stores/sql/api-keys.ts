import { type KeyLimits, SCOPES } from "@kinora/contract";
import type { ApiKey, ApiKeyStore } from "@kinora/domain";
import type { Kysely, Selectable } from "kysely";
import { purseOf, readLimits, readPriority } from "./admission.ts";
import type { ApiKeysTable, Tables } from "./tables.ts";

const readKey = (row: Selectable<ApiKeysTable>): ApiKey => ({
  id: row.id,
  name: row.name,
  scopes: SCOPES.filter((scope) => row.scopes.split(" ").includes(scope)),
  limits: readLimits(row.limits),
  priority: readPriority(row.priority),
  digest: row.digest,
  beginsWith: row.begins_with,
  createdAt: row.created_at,
  revokedAt: row.revoked_at ?? undefined,
});

/** Only those that there are: a key without any is `{}`, which is looked for when a generation is admitted. */
const limitsText = (limits: KeyLimits): string =>
  JSON.stringify(Object.fromEntries(Object.entries(limits).filter(([, limit]) => limit !== null)));

/** Who may call. */
export const apiKeyQuestions = (database: Kysely<Tables>): ApiKeyStore => ({
  apiKeys: async () => {
    const newestFirst = database.selectFrom("api_keys").selectAll().orderBy("created_at", "desc").orderBy("id");
    return (await newestFirst.execute()).map(readKey);
  },
  addApiKey: async ({ id, name, scopes, limits, priority, digest, beginsWith, createdAt }) => {
    const row = { id, name, scopes: scopes.join(" "), digest, begins_with: beginsWith, created_at: createdAt };
    await database
      .insertInto("api_keys")
      .values({ ...row, limits: limitsText(limits), priority, revoked_at: null })
      .execute();
  },
  changeApiKey: async (id, { name, limits, priority }) => {
    await database
      .updateTable("api_keys")
      .set({ name, limits: limitsText(limits), priority })
      .where("id", "=", id)
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
  purseOf: (callerId, nowMs) => purseOf(database, callerId, nowMs),
});
