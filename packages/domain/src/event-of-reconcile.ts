import type { GenerationEvent } from "./generation-event.ts";
import type { Generation, InStatus } from "./generation.ts";
import type { ReconcileOutcome } from "./provider.ts";

/** How long after the sender's deadline a provider's list may still lack an accepted task, where it states no delay. */
const LISTING_DELAY_MS = 60_000;
/** How long to wait between two looks at a provider's list. */
export const RECONCILE_EVERY_MS = 15_000;
/** How long a list that cannot be read is tried before a person is asked, and how often it is tried after that. */
const ASK_A_PERSON_AFTER_MS = 2 * LISTING_DELAY_MS;
/** Free work waits longer for its server's list: nobody is asked, and starts are few. */
const START_AGAIN_AFTER_MS = 10 * LISTING_DELAY_MS;
const REVIEW_LOOK_EVERY_MS = 5 * 60_000;
const REVIEW_LOOKS_END_AFTER_MS = 24 * 3_600_000;
/** How many of the newest notes of what was tried are kept. */
const MOST_TRIED = 10;

export interface ReconcileCircumstances {
  readonly now: number;
  /** How often the list was readable and lacked the task, before this look. */
  readonly absentBefore: number;
  /** The provider's own; of most it is not known. */
  readonly listingDelayMs?: number | undefined;
}

/** What a look at the provider's list means: something for certain, or that one has to look again. */
export type ReconcileStep =
  { readonly kind: "event"; readonly event: GenerationEvent } | { readonly kind: "look_again"; readonly at: number };

/** A submit of which nothing can be learnt: free work starts again, of what may be paid a person decides. */
export const eventOfUnknown = (
  { billing, provider, status }: Pick<Generation, "billing" | "provider" | "status">,
  { tried, nextLookAt }: Pick<Extract<GenerationEvent, { type: "submit_unknown" }>, "tried" | "nextLookAt">,
): GenerationEvent => {
  if (billing !== "free" || status !== "submitting") return { type: "submit_unknown", tried, nextLookAt };
  const message = `${provider} did not take the work: ${tried.at(-1) ?? "no reason is known"}`;
  return { type: "work_lost", failure: { code: "engine_failed", message, providerCode: undefined } };
};

/** It is certain that nothing was made: free work starts again; paid work too is free to be sent again, by whoever pays. */
const absentEvent = ({ provider, billing, status }: Generation): GenerationEvent => ({
  type: billing === "free" && status === "submitting" ? "work_lost" : "submit_absent",
  failure: {
    code: "provider_never_got_it",
    message: `${provider} never got this request: nothing was made or billed, and it may be sent again.`,
    providerCode: undefined,
  },
});

const unreadable = (
  generation: InStatus<"submitting" | "needs_review">,
  detail: string,
  now: number,
): ReconcileStep => {
  const { sendBefore } = generation.attempt;
  const patienceMs = generation.billing === "free" ? START_AGAIN_AFTER_MS : ASK_A_PERSON_AFTER_MS;
  if (generation.status === "submitting" && now < sendBefore + patienceMs) {
    return { kind: "look_again", at: now + RECONCILE_EVERY_MS };
  }
  const before = generation.status === "needs_review" ? generation.tried : [];
  const nextLookAt = now < sendBefore + REVIEW_LOOKS_END_AFTER_MS ? now + REVIEW_LOOK_EVERY_MS : undefined;
  return {
    kind: "event",
    event: eventOfUnknown(generation, { tried: [...before, detail].slice(-MOST_TRIED), nextLookAt }),
  };
};

/**
 * What a look at the provider's list says of a submit whose outcome is unknown. "It is not there" counts only when the
 * list was readable twice, the sender may no longer send, and the list's delay has gone by.
 */
export const eventOfReconcile = (
  generation: InStatus<"submitting" | "needs_review">,
  outcome: Exclude<ReconcileOutcome, { kind: "candidates" }>,
  { now, absentBefore, listingDelayMs = LISTING_DELAY_MS }: ReconcileCircumstances,
): ReconcileStep => {
  switch (outcome.kind) {
    case "found":
      return { kind: "event", event: { type: "submit_accepted", operation: outcome.operation, pollAt: now } };
    case "absent": {
      const certain = absentBefore >= 1 && now >= generation.attempt.sendBefore + listingDelayMs;
      return certain
        ? { kind: "event", event: absentEvent(generation) }
        : { kind: "look_again", at: now + RECONCILE_EVERY_MS };
    }
    case "unknown":
      return unreadable(generation, outcome.detail, now);
  }
};
