import type { GenerationView } from "@kinora/contract";

interface Timings {
  readonly queued_seconds: number | null;
  readonly run_seconds: number | null;
  readonly total_seconds: number | null;
}

const secondsBetween = (from: string | null, to: string | null): number | null =>
  from === null || to === null ? null : (Date.parse(to) - Date.parse(from)) / 1000;

/** How long a generation waited, ran and took in all; null for what did not happen. */
export const timingsOf = (generation: Pick<GenerationView, "created_at" | "started_at" | "finished_at">): Timings => ({
  queued_seconds: secondsBetween(generation.created_at, generation.started_at),
  run_seconds: secondsBetween(generation.started_at, generation.finished_at),
  total_seconds: secondsBetween(generation.created_at, generation.finished_at),
});
