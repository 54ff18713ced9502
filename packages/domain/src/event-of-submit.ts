import type { GenerationEvent } from "./generation-event.ts";
import type { SubmitOutcome } from "./provider.ts";

/** What an answer to a submit means; undefined when it is ambiguous, that is, when it must be reconciled first. */
export const eventOfSubmit = (outcome: SubmitOutcome, now: number): GenerationEvent | undefined => {
  switch (outcome.kind) {
    case "accepted":
      return { type: "submit_accepted", operation: outcome.operation, pollAt: now + outcome.pollAfterMs };
    case "rejected":
      return { type: "submit_rejected", failure: outcome.failure };
    case "try_later":
      return { type: "submit_postponed", until: now + outcome.afterMs };
    case "ambiguous":
      return undefined;
  }
};
