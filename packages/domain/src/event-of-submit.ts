import { FAILURES } from "@kinora/contract";
import type { GenerationEvent } from "./generation-event.ts";
import type { Generation } from "./generation.ts";
import type { SubmitOutcome, TryLimit } from "./provider.ts";

/** How long after its intent was committed a sender may still send. */
export const SEND_WITHIN_MS = 10_000;

/** How long "try later" is waited for where another model may take over. */
const FALL_BACK_AFTER_MS = 60_000;

/** The limit on waiting: a short one where there is another model to turn to. */
const limitOf = (hasFallback: boolean, limit: TryLimit | undefined): TryLimit | undefined => {
  if (limit === undefined || !hasFallback || limit.forMs <= FALL_BACK_AFTER_MS) return limit;
  const { code, providerCode } = limit.failure;
  const message = `${FAILURES[code].say} It was waited for no longer than a minute, since another model is named.`;
  return { forMs: FALL_BACK_AFTER_MS, failure: { code, message, providerCode } };
};

const later = (
  { afterMs, limit }: Extract<SubmitOutcome, { kind: "try_later" }>,
  startedAt: number,
  now: number,
): GenerationEvent =>
  limit !== undefined && now - startedAt >= limit.forMs
    ? { type: "submit_rejected", failure: limit.failure }
    : { type: "submit_postponed", until: now + afterMs };

/** What an answer to a submit means; undefined when it is ambiguous, that is, when it must be reconciled first. */
export const eventOfSubmit = (
  { startedAt, fallbacks = [] }: Pick<Generation, "startedAt" | "fallbacks">,
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
    case "try_later": {
      const limit = limitOf(fallbacks.length > 0, outcome.limit);
      return later({ kind: "try_later", afterMs: outcome.afterMs, ...(limit && { limit }) }, startedAt ?? now, now);
    }
    case "ambiguous":
      return undefined;
  }
};
