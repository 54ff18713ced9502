import type { GenerationId, GenerationStore } from "@kinora/domain";
import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

type SweeperQuestions = Pick<GenerationStore, "trashedBefore" | "erase" | "unreferenced">;

const trashedBefore = async (
  database: Kysely<Tables>,
  { beforeMs, limit }: Parameters<GenerationStore["trashedBefore"]>[0],
): Promise<readonly GenerationId[]> => {
  const rows = await database
    .selectFrom("generations")
    .select("id")
    .where("trashed_at", "<", beforeMs)
    .orderBy("trashed_at")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id as GenerationId);
};

/** Everything that speaks of a generation alone: not the ledger, and not whose a provider's operation was. */
const OWN_TABLES = [
  "generation_events",
  "idempotency_keys",
  "artifact_addresses",
  "generation_tags",
  "blob_references",
  "repeats",
  "webhook_deliveries",
] as const satisfies readonly (keyof Tables)[];

const erase = (database: Kysely<Tables>, id: GenerationId, beforeMs: number): Promise<boolean> =>
  database.transaction().execute(async (transaction) => {
    // Written to, so that nobody brings it back between this look and the end.
    const { numUpdatedRows } = await transaction
      .updateTable("generations")
      .set({ trashed_at: 0 })
      .where("id", "=", id)
      .where("trashed_at", "<", beforeMs)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return false;
    for (const table of OWN_TABLES) await transaction.deleteFrom(table).where("generation_id", "=", id).execute();
    await transaction.deleteFrom("generations").where("id", "=", id).execute();
    return true;
  });

const unreferenced = async (database: Kysely<Tables>, digests: readonly string[]): Promise<readonly string[]> => {
  if (digests.length === 0) return [];
  const rows = await database
    .selectFrom("blob_references")
    .select("sha256")
    .where("sha256", "in", digests)
    .union(database.selectFrom("uploads").select("sha256").where("sha256", "in", digests))
    .execute();
  const known = new Set(rows.map(({ sha256 }) => sha256));
  return digests.filter((digest) => !known.has(digest));
};

/** What the sweep of trash and files asks. */
export const sweeperQuestions = (database: Kysely<Tables>): SweeperQuestions => ({
  trashedBefore: (moment) => trashedBefore(database, moment),
  erase: (id, beforeMs) => erase(database, id, beforeMs),
  unreferenced: (digests) => unreferenced(database, digests),
});
