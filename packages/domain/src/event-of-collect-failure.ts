import { Failure, type FailureCode } from "@kinora/contract";
import { backoffMs, type BackoffPolicy } from "./backoff.ts";
import type { PollCircumstances } from "./event-of-poll.ts";
import type { GenerationEvent } from "./generation-event.ts";
import type { FailureRecord, InStatus } from "./generation.ts";

const COLLECT_BACKOFF: BackoffPolicy = { firstMs: 2_000, mostMs: 5 * 60_000 };
/** Our own storage is looked at more often: nobody else is bothered by it. */
const OWN_BACKOFF: BackoffPolicy = { firstMs: 1_000, mostMs: 30_000 };
const OWN_TROUBLE: readonly FailureCode[] = ["storage_unreachable", "storage_misconfigured", "disk_full"];
/** How often a file that arrived but is no usable video is fetched again: the transfer may have been cut short. */
const MOST_UNUSABLE = 3;
/** How long a result is tried for where the provider does not say how long it keeps it. */
const DEFAULT_RETENTION_MS = 24 * 3_600_000;

const recordOf = (error: unknown): FailureRecord => ({
  code: error instanceof Failure ? error.code : "result_unreachable",
  message: error instanceof Error ? error.message : String(error),
  providerCode: error instanceof Failure ? error.providerCode : undefined,
});

/** Whether only our own storage did not take the film: that says nothing of the film, nor of its provider. */
export const isOwnTrouble = (error: unknown): boolean => error instanceof Failure && OWN_TROUBLE.includes(error.code);

const gone = (generation: InStatus<"collecting">, failure: FailureRecord): GenerationEvent =>
  generation.billing === "free" ? { type: "work_lost", failure } : { type: "result_gone", failure };

/**
 * What it means that a result could not be collected. Trouble on the way is tried again for as long as the provider keeps
 * the result, and trouble of our own storage for ever; only a file that is no video several times over, or one that is gone, is the end.
 */
export const eventOfCollectFailure = (
  generation: InStatus<"collecting">,
  error: unknown,
  { now, rng, retentionMs }: PollCircumstances,
): GenerationEvent => {
  if (isOwnTrouble(error)) {
    return { type: "collect_postponed", until: now + backoffMs(OWN_BACKOFF, generation.collectFailures + 1, rng) };
  }
  const failure = recordOf(error);
  if (failure.code === "result_gone") return gone(generation, failure);
  const isUnusable = failure.code === "result_unusable";
  // Broken transfers are not counted: they say nothing of the file.
  if (isUnusable && (generation.unusableFiles ?? 0) + 1 >= MOST_UNUSABLE) return { type: "result_unusable", failure };
  const keptUntil = generation.attempt.sendBefore + (retentionMs ?? DEFAULT_RETENTION_MS);
  if (now > keptUntil) return gone(generation, failure);
  const until = now + backoffMs(COLLECT_BACKOFF, generation.collectFailures + 1, rng);
  return { type: "collect_postponed", until, ...(isUnusable && { isUnusable }) };
};
