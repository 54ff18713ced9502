import { FINAL_STATUSES, type Status } from "@kinora/contract";
import {
  type DueQuery,
  type Generation,
  type GenerationId,
  type GenerationStore,
  type InStatus,
  LONGEST_COUNTED_QUEUE,
  type UnderWay,
} from "@kinora/domain";
import type { Kysely } from "kysely";
import { readGeneration } from "../generation-record.ts";
import { IS_QUEUED } from "./open-generations.ts";
import { unattachedOperations } from "./operations.ts";
import type { Tables } from "./tables.ts";

type WorkerQuestions = Pick<
  GenerationStore,
  | "pending"
  | "countIn"
  | "countByModel"
  | "underWay"
  | "dueQueued"
  | "unattached"
  | "unsettled"
  | "queuePosition"
  | "recentRunSeconds"
>;

const pending = async (database: Kysely<Tables>): ReturnType<GenerationStore["pending"]> => {
  const rows = await database
    .selectFrom("generations")
    .select(["id", "status", "wake_at"])
    .where("status", "not in", FINAL_STATUSES)
    .orderBy("id")
    .execute();
  return rows.map(({ id, status, wake_at }) => ({
    id: id as GenerationId,
    status: status as Status,
    wakeAt: wake_at ?? undefined,
  }));
};

const countIn = async (database: Kysely<Tables>, statuses: readonly Status[], provider: string): Promise<number> => {
  const { count } = await database
    .selectFrom("generations")
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .where("status", "in", statuses)
    .where("provider", "=", provider)
    .executeTakeFirstOrThrow();
  return count;
};

const countByModel = async (
  database: Kysely<Tables>,
  statuses: readonly Status[],
  provider: string,
): Promise<ReadonlyMap<string, number>> => {
  const rows = await database
    .selectFrom("generations")
    .select(({ fn }) => ["model", fn.countAll<number>().as("count")] as const)
    .where("status", "in", statuses)
    .where("provider", "=", provider)
    .groupBy("model")
    .execute();
  return new Map(rows.map(({ model, count }) => [model, count]));
};

const underWay = async (database: Kysely<Tables>): Promise<readonly UnderWay[]> => {
  const rows = await database
    .selectFrom("generations")
    .select(({ fn }) => [
      "status" as const,
      "provider" as const,
      "model" as const,
      fn.countAll<number>().as("count"),
      fn.min("created_at").as("oldestMs"),
    ])
    .where("status", "not in", FINAL_STATUSES)
    .groupBy(["status", "provider", "model"])
    .orderBy("status")
    .orderBy("provider")
    .orderBy("model")
    .execute();
  return rows.map(({ status, ...facts }) => ({ ...facts, status: status as Status }));
};

const dueQueued = async (
  database: Kysely<Tables>,
  { provider, now, limit, exceptModels = [] }: DueQuery,
): Promise<readonly GenerationId[]> => {
  const rows = await database
    .selectFrom("generations")
    .select("id")
    .where(IS_QUEUED)
    .where("provider", "=", provider)
    .where("wake_at", "<=", now)
    .$if(exceptModels.length > 0, (query) => query.where("model", "not in", exceptModels))
    .orderBy("turn")
    .orderBy("id")
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id as GenerationId);
};

type Unsettled = InStatus<"submitting" | "needs_review">;

const isUnsettled = (generation: Generation): generation is Unsettled =>
  generation.status === "submitting" || generation.status === "needs_review";

const unsettled = async (database: Kysely<Tables>, provider: string): Promise<readonly Unsettled[]> => {
  const rows = await database
    .selectFrom("generations")
    .select("state")
    .where("status", "in", ["submitting", "needs_review"])
    .where("provider", "=", provider)
    .orderBy("id")
    .execute();
  return rows.map(({ state }) => readGeneration(state)).filter(isUnsettled);
};

const queuePosition = async (database: Kysely<Tables>, generation: Generation): Promise<number> => {
  const own = database.selectFrom("generations").select("turn").where("id", "=", generation.id);
  const before = database
    .selectFrom("generations")
    .select("id")
    .where(IS_QUEUED)
    .where("provider", "=", generation.provider)
    .where((builder) => {
      const beside = builder("turn", "=", own).and("id", "<", generation.id);
      return builder.or([builder("turn", "<", own), beside]);
    })
    .limit(LONGEST_COUNTED_QUEUE)
    .as("before");
  const { count } = await database
    .selectFrom(before)
    .select(({ fn }) => fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return count;
};

const recentRunSeconds = async (database: Kysely<Tables>, model: string, limit: number): Promise<readonly number[]> => {
  const rows = await database
    .selectFrom("generations")
    .select(({ eb }) => eb("finished_at", "-", eb.ref("started_at")).as("ms"))
    .where("status", "=", "succeeded")
    .where("model", "=", model)
    .where("started_at", "is not", null)
    .orderBy("finished_at", "desc")
    .limit(limit)
    .execute();
  return rows.map(({ ms }) => Number(ms) / 1000);
};

/** What the worker and the progress view ask. */
export const workerQuestions = (database: Kysely<Tables>): WorkerQuestions => ({
  pending: () => pending(database),
  countIn: (statuses, provider) => countIn(database, statuses, provider),
  countByModel: (statuses, provider) => countByModel(database, statuses, provider),
  underWay: () => underWay(database),
  dueQueued: (query) => dueQueued(database, query),
  unattached: (provider, operations) => unattachedOperations(database, provider, operations),
  unsettled: (provider) => unsettled(database, provider),
  queuePosition: (generation) => queuePosition(database, generation),
  recentRunSeconds: (model, limit) => recentRunSeconds(database, model, limit),
});
