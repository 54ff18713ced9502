import { FINAL_STATUSES, type LogEventView } from "@kinora/contract";
import type { Audience, Generation, GenerationStore } from "@kinora/domain";
import type { ExpressionBuilder, Kysely } from "kysely";
import { readGeneration } from "../generation-record.ts";
import { claimedBefore } from "./insert-generation.ts";
import { listGenerations } from "./list-generations.ts";
import { logEventOf } from "./rows.ts";
import type { Tables } from "./tables.ts";

type ReaderQuestions = Pick<
  GenerationStore,
  "read" | "claimed" | "list" | "findUndelivered" | "findByArtifact" | "events" | "latestEventId"
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
  { afterId, generationId, types, audience = EVERYONE, limit }: Parameters<GenerationStore["events"]>[0],
): Promise<readonly LogEventView[]> => {
  const all = database.selectFrom("generation_events").selectAll().where("id", ">", afterId).orderBy("id").limit(limit);
  const told = types === undefined ? all : all.where("type", "in", types);
  const asked = generationId === undefined ? told : told.where("generation_id", "=", generationId);
  const seen =
    "all" in audience ? asked : asked.where((builder) => builder.exists(ownedBy(builder, audience.callerId)));
  return (await seen.execute()).map(logEventOf);
};

const EVERYONE: Audience = { all: true };

/** Asked of each entry in turn: the log is read in order, and few entries are new. */
const ownedBy = (builder: ExpressionBuilder<Tables, "generation_events">, callerId: string) =>
  builder
    .selectFrom("generations")
    .select("generations.id")
    .whereRef("generations.id", "=", "generation_events.generation_id")
    .where("caller_id", "=", callerId);

/** Of an empty log, too, the ids that erased entries had are never given again. */
const latestEventId = async (database: Kysely<Tables>): Promise<number> => {
  const row = await database
    .selectFrom("generation_events")
    .select(({ fn }) => fn.max<number | null>("id").as("id"))
    .executeTakeFirst();
  return row?.id ?? 0;
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
  latestEventId: () => latestEventId(database),
});
