import type { MotionPlan, Unmet, Warning } from "@kinora/contract";
import type { GenerationEvent } from "./generation-event.ts";
import type { Generation, InStatus } from "./generation.ts";
import { backoffMs, type BackoffPolicy } from "./backoff.ts";
import type { Rng } from "./ports.ts";
import type { PollOutcome } from "./provider.ts";

/** After a poll without an answer: 2 s, 4 s, … at most a minute. */
export const POLL_BACKOFF: BackoffPolicy = { firstMs: 2_000, mostMs: 60_000 };

interface Told {
  readonly plan?: MotionPlan;
  readonly unmet?: readonly Unmet[];
  readonly warnings?: readonly Warning[];
}

export interface PollCircumstances {
  readonly now: number;
  readonly rng: Rng;
  /** How long the provider knows an operation; undefined when it does not say. */
  readonly retentionMs: number | undefined;
}

const forgotten = (generation: Generation): GenerationEvent =>
  generation.billing === "free"
    ? {
        type: "work_lost",
        failure: {
          code: "engine_failed",
          message: `${generation.provider} lost this work each time that it was started. Look at its log, then send the request again.`,
          providerCode: undefined,
        },
      }
    : {
        type: "provider_forgot",
        failure: {
          code: "expired",
          message: `${generation.provider} no longer knows this task, so its result cannot be fetched. It may have been billed: look at the provider's own list.`,
          providerCode: undefined,
        },
      };

/** At which poll in a row without news of paid work its "unknown" is believed: who has only just taken it may be slow to know. */
const FORGOTTEN_TIMES = 3;

const unknownWork = (generation: InStatus<"running">, { now, rng }: PollCircumstances): GenerationEvent =>
  generation.billing === "free" || generation.pollFailures + 1 >= FORGOTTEN_TIMES
    ? forgotten(generation)
    : { type: "poll_failed", pollAt: now + backoffMs(POLL_BACKOFF, generation.pollFailures + 1, rng) };

const keptUntil = (generation: InStatus<"running">, retentionMs: number | undefined): number =>
  generation.attempt.sendBefore + (retentionMs ?? Infinity);

const noAnswer = (
  generation: InStatus<"running">,
  askedToWaitMs: number,
  { now, rng, retentionMs }: PollCircumstances,
): GenerationEvent => {
  if (now > keptUntil(generation, retentionMs)) return forgotten(generation);
  const waitMs = Math.max(askedToWaitMs, backoffMs(POLL_BACKOFF, generation.pollFailures + 1, rng));
  return { type: "poll_failed", pollAt: now + waitMs };
};

/** What the provider told of the clip, where it did. */
const toldIn = ({ plan, unmet, warnings }: Extract<PollOutcome, { kind: "running" | "done" }>): Told => ({
  ...(plan === undefined ? {} : { plan }),
  ...(unmet === undefined ? {} : { unmet }),
  ...(warnings === undefined ? {} : { warnings }),
});

/** What an answer to a poll means. A poll without an answer is never final while the provider may still know the work. */
export const eventOfPoll = (
  generation: InStatus<"running">,
  outcome: Exclude<PollOutcome, { kind: "postponed" }>,
  circumstances: PollCircumstances,
): GenerationEvent => {
  switch (outcome.kind) {
    case "running":
      // No work runs longer than its provider keeps it: one that says so has lost it, and its slot is wanted.
      if (circumstances.now > keptUntil(generation, circumstances.retentionMs)) return forgotten(generation);
      return {
        type: "progressed",
        progress: outcome.progress,
        stage: outcome.stage,
        pollAt: circumstances.now + outcome.pollAfterMs,
        ...toldIn(outcome),
      };
    case "done":
      return {
        type: "provider_done",
        result: outcome.result,
        ...(outcome.billed === undefined ? {} : { billed: outcome.billed }),
        ...toldIn(outcome),
      };
    case "failed":
      return { type: "provider_failed", failure: outcome.failure };
    case "cancelled":
      return { type: "provider_cancelled" };
    case "forgotten":
      return unknownWork(generation, circumstances);
    case "no_answer":
      return noAnswer(generation, outcome.afterMs ?? 0, circumstances);
  }
};
