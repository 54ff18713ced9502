import type { GenerationEvent } from "./generation-event.ts";
import type { InStatus } from "./generation.ts";

/** Progress of a generation is written at most this often (ms), unless it grew by `BIG_STEP` points or says something new. */
export const PROGRESS_EVERY_MS = 400;
const BIG_STEP = 5;

type Progressed = Extract<GenerationEvent, { type: "progressed" }>;

const saysSomethingNew = (generation: InStatus<"running">, event: Progressed): boolean =>
  (event.stage !== undefined && event.stage !== generation.stage) ||
  (event.plan !== undefined && generation.plan === undefined) ||
  (event.warnings ?? []).some(({ message }) => generation.warnings.every((known) => known.message !== message)) ||
  generation.pollFailures > 0;

/**
 * Whether what a poll told is worth a durable write now. Losing it costs nothing: the next poll tells it again.
 *
 * @param sinceWriteMs milliseconds since progress was last written; Infinity when it never was
 */
export const progressWorthWriting = (
  generation: InStatus<"running">,
  event: Progressed,
  sinceWriteMs: number,
): boolean => {
  if (saysSomethingNew(generation, event)) return true;
  const grownBy = Math.floor(event.progress) - generation.progress;
  return grownBy >= BIG_STEP || (grownBy > 0 && sinceWriteMs >= PROGRESS_EVERY_MS);
};
