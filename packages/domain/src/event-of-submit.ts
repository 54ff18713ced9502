import type { GenerationEvent } from "./generation-event.ts";
import type { Generation } from "./generation.ts";
import type { SubmitOutcome } from "./provider.ts";

/** How long after its intent was committed a sender may still send. */
export const SEND_WITHIN_MS = 10_000;

const later = (
  outcome: Extract<SubmitOutcome, { kind: "try_later" }>,
  startedAt: number,
  now: number,
): GenerationEvent => {
  const { afterMs, limit } = outcome;
  return limit !== undefined && now - startedAt >= limit.forMs
    ? { type: "submit_rejected", failure: limit.failure }
    : { type: "submit_postponed", until: now + afterMs };
};

/** What an answer to a submit means; undefined when it is ambiguous, that is, when it must be reconciled first. */
export const eventOfSubmit = (
  { startedAt }: Pick<Generation, "startedAt">,
  outcome: SubmitOutcome,
  now: number,
): GenerationEvent | undefined => {
  switch (outcome.kind) {
    case "accepted": {
      const { operation, pollAfterMs, warnings } = outcome;
      const told = warnings === undefined ? {} : { warnings };
      return { type: "submit_accepted", operation, pollAt: now + pollAfterMs, ...told };
    }
    case "rejected":
      return { type: "submit_rejected", failure: outcome.failure };
    case "try_later":
      return later(outcome, startedAt ?? now, now);
    case "ambiguous":
      return undefined;
  }
};
