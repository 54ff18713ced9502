import { FINAL_STATUSES, type LogEventView } from "@kinora/contract";
import type { Generation, GenerationId, GenerationStore } from "@kinora/domain";
import type { Kysely } from "kysely";
import { readGeneration } from "../generation-record.ts";
import { claimedBefore } from "./insert-generation.ts";
import { listGenerations } from "./list-generations.ts";
import { logEventOf } from "./rows.ts";
import type { Tables } from "./tables.ts";

type ReaderQuestions = Pick<
  GenerationStore,
  "read" | "claimed" | "list" | "findUndelivered" | "findByArtifact" | "events"
>;

const findUndelivered = async (
  database: Kysely<Tables>,
  { callerId, digest, since }: { callerId: string; digest: string; since: number },
): Promise<Generation | undefined> => {
  const row = await database
    .selectFrom("generations")
    .select("state")
    .where("caller_id", "=", callerId)
    .where("digest", "=", digest)
    .where("trashed_at", "is", null)
    .where((builder) => {
      const unfinished = builder("status", "not in", FINAL_STATUSES);
      const undelivered = builder("finished_at", ">=", since).and("delivered_at", "is", null);
      return builder.or([unfinished, undelivered]);
    })
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  return row && readGeneration(row.state);
};

const findByArtifact = async (database: Kysely<Tables>, capability: string): Promise<Generation | undefined> => {
  const row = await database
    .selectFrom("artifact_addresses")
    .innerJoin("generations", "generations.id", "artifact_addresses.generation_id")
    .select("state")
    .where("capability", "=", capability)
    .where("trashed_at", "is", null)
    .executeTakeFirst();
  return row && readGeneration(row.state);
};

const events = async (
  database: Kysely<Tables>,
  { afterId, generationId, limit }: { afterId: number; generationId?: GenerationId; limit: number },
): Promise<readonly LogEventView[]> => {
  const all = database.selectFrom("generation_events").selectAll().where("id", ">", afterId).orderBy("id").limit(limit);
  const asked = generationId === undefined ? all : all.where("generation_id", "=", generationId);
  return (await asked.execute()).map(logEventOf);
};

/** What the API asks. */
export const readerQuestions = (database: Kysely<Tables>): ReaderQuestions => ({
  read: async (id) => {
    const row = await database.selectFrom("generations").select("state").where("id", "=", id).executeTakeFirst();
    return row && readGeneration(row.state);
  },
  claimed: (claim) => claimedBefore(database, claim),
  list: (query, audience) => listGenerations(database, query, audience),
  findUndelivered: (query) => findUndelivered(database, query),
  findByArtifact: (capability) => findByArtifact(database, capability),
  events: (query) => events(database, query),
});
