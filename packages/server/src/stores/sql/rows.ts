import { logEventSchema, type LogEventView } from "@kinora/contract";
import { type Generation, isFinal, labelsOf, wakeAtOf } from "@kinora/domain";
import type { Insertable, Selectable } from "kysely";
import { writeGeneration } from "../generation-record.ts";
import type { GenerationEventsTable, GenerationsTable } from "./tables.ts";

const estimateOf = ({ billing, estimateMicroUsd }: Generation): number | null =>
  billing === "free" ? 0 : (estimateMicroUsd ?? null);

/** The row of a generation: what questions are asked of as columns, the whole of it as JSON. */
export const rowOf = (generation: Generation): Insertable<GenerationsTable> => {
  const wakeAt = wakeAtOf(generation);
  const { title, favourite } = labelsOf(generation);
  return {
    id: generation.id,
    version: generation.version,
    status: generation.status,
    caller_id: generation.callerId,
    digest: generation.digest,
    model: generation.model,
    provider: generation.provider,
    prompt: generation.prompt ?? null,
    created_at: generation.createdAt,
    started_at: generation.startedAt ?? null,
    finished_at: isFinal(generation) ? generation.finishedAt : null,
    delivered_at: generation.deliveredAt ?? null,
    wake_at: wakeAt === undefined ? null : Math.round(wakeAt),
    title: title ?? null,
    favourite: favourite ? 1 : 0,
    trashed_at: generation.trashedAt ?? null,
    estimate_micro_usd: estimateOf(generation),
    state: writeGeneration(generation),
  };
};

/** An entry of the log, as its readers get it. */
export const logEventOf = (row: Selectable<GenerationEventsTable>): LogEventView =>
  logEventSchema.parse({
    id: row.id,
    generation_id: row.generation_id,
    type: row.type,
    at: new Date(row.at).toISOString(),
    data: JSON.parse(row.data) as unknown,
  });
