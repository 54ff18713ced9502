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
  /** Their prompts, where the provider tells them. */
  readonly promptOf?: ReadonlyMap<JsonValue, string | null>;
  /** Every generation whose submit has an unknown outcome; the one that is looked for may be among them. */
  readonly unsettled: readonly Unsettled[];
}

/**
 * What a provider's candidates say of one unknown submit. A task whose prompt is that of one unknown submit alone is its
 * task. A prompt that nobody sent tells nothing (a provider may have changed it), and neither does a list without prompts:
 * then only one task for one submit is certain, and with more of either nobody can know which is whose.
 */
export const matchCandidates = (
  generation: Unsettled,
  { unattached, promptOf, unsettled }: CandidateCircumstances,
): Exclude<ReconcileOutcome, { kind: "candidates" }> => {
  const senders = [generation, ...unsettled.filter((other) => couldBeTaken(generation, other))];
  const sendersOf = (task: JsonValue): readonly Unsettled[] =>
    senders.filter(({ prompt }) => prompt !== undefined && prompt === promptOf?.get(task));
  const named = unattached.filter((task) => sendersOf(task).includes(generation));
  const nameless = unattached.filter((task) => sendersOf(task).length === 0);
  const unnamed = senders.filter((sender) => !unattached.some((task) => sendersOf(task).includes(sender)));
  const [tasks, rivals] = named.length > 0 ? [named, named.flatMap(sendersOf)] : [nameless, unnamed];
  const [operation, ...more] = tasks;
  if (operation === undefined) return { kind: "absent" };
  if (more.length === 0 && rivals.length === 1) return { kind: "found", operation };
  return {
    kind: "unknown",
    detail: `${tasks.length} tasks at ${generation.provider} could be of ${new Set(rivals).size} requests whose outcome is unknown`,
  };
};
