import type { SessionStore } from "@kinora/domain";
import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** Who is signed in. */
export const sessionQuestions = (database: Kysely<Tables>): SessionStore => ({
  addSession: async ({ digest, keyId, expiresAt }) => {
    await database.insertInto("sessions").values({ digest, key_id: keyId, expires_at: expiresAt }).execute();
  },
  session: async (digest, nowMs) => {
    const row = await database
      .selectFrom("sessions")
      .selectAll()
      .where("digest", "=", digest)
      .where("expires_at", ">", nowMs)
      .executeTakeFirst();
    return row && { digest, keyId: row.key_id, expiresAt: row.expires_at };
  },
  endSession: async (digest) => {
    await database.deleteFrom("sessions").where("digest", "=", digest).execute();
  },
  forgetSessions: async (nowMs) => {
    await database.deleteFrom("sessions").where("expires_at", "<=", nowMs).execute();
  },
});
