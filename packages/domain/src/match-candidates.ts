import type { JsonValue } from "@kinora/contract";
import type { InStatus } from "./generation.ts";
import type { ReconcileOutcome } from "./provider.ts";
import { SEND_WITHIN_MS } from "./event-of-submit.ts";

type Unsettled = InStatus<"submitting" | "needs_review">;

/** How far (ms) a provider's clock may be from ours when the times of its list are compared with ours. */
export const CLOCK_TOLERANCE_MS = 60_000;

/** Whether one task in a provider's list could be of either submit: same provider, same model, sent at about the same time. */
const couldBeTaken = (one: Unsettled, other: Unsettled): boolean =>
  one.id !== other.id &&
  one.provider === other.provider &&
  one.model === other.model &&
  Math.abs(one.attempt.sendBefore - other.attempt.sendBefore) <= SEND_WITHIN_MS + 2 * CLOCK_TOLERANCE_MS;

export interface CandidateCircumstances {
  /** The candidates that no generation has. */
  readonly unattached: readonly JsonValue[];
  /** Every generation whose submit has an unknown outcome; the one that is looked for may be among them. */
  readonly unsettled: readonly Unsettled[];
}

/**
 * What a provider's candidates say of one unknown submit. The list names no prompt, so only one task for one submit is
 * certain; with more of either, nobody can know which is whose.
 */
export const matchCandidates = (
  generation: Unsettled,
  { unattached, unsettled }: CandidateCircumstances,
): Exclude<ReconcileOutcome, { kind: "candidates" }> => {
  const [operation, ...more] = unattached;
  if (operation === undefined) return { kind: "absent" };
  const others = unsettled.filter((other) => couldBeTaken(generation, other)).length;
  if (more.length === 0 && others === 0) return { kind: "found", operation };
  return {
    kind: "unknown",
    detail: `${unattached.length} tasks at ${generation.provider} could be of ${others + 1} requests whose outcome is unknown`,
  };
};
