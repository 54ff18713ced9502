import type { CancelAnswer, JsonValue, MotionPlan, Unmet, Warning } from "@kinora/contract";
import type { Artifact, Attempt, FailureRecord, Labels } from "./generation.ts";
import type { Price } from "./provider.ts";

/** What can happen to a generation. Every pair of state and event has an answer in `next`. */
export type GenerationEvent =
  /** Refused before anything was sent: does not fit, over budget, no such provider any more. */
  | { readonly type: "refused"; readonly failure: FailureRecord }
  /** The intent to send: committed before the one POST. */
  | { readonly type: "submit_intended"; readonly attempt: Attempt }
  | {
      readonly type: "submit_accepted";
      readonly operation: JsonValue;
      readonly pollAt: number;
      readonly warnings?: readonly Warning[];
    }
  /** A documented refusal: nothing was created. */
  | { readonly type: "submit_rejected"; readonly failure: FailureRecord }
  /** A documented "try later", or nothing was sent at all. */
  | { readonly type: "submit_postponed"; readonly until: number }
  /** The outcome is unknown and could not be reconciled (yet). */
  | { readonly type: "submit_unknown"; readonly tried: readonly string[]; readonly nextLookAt: number | undefined }
  /** The provider's list shows for certain that nothing was created. */
  | { readonly type: "submit_absent"; readonly failure: FailureRecord }
  /** The work of a free provider is gone (its process died): it may simply start again. */
  | { readonly type: "work_lost"; readonly failure: FailureRecord }
  | {
      readonly type: "progressed";
      readonly progress: number;
      readonly stage: string | undefined;
      readonly pollAt: number;
      readonly plan?: MotionPlan;
      readonly unmet?: readonly Unmet[];
      readonly warnings?: readonly Warning[];
    }
  | { readonly type: "poll_failed"; readonly pollAt: number }
  | {
      readonly type: "provider_done";
      readonly result: JsonValue;
      /** What the provider says that it cost. */
      readonly billed?: Price;
      readonly plan?: MotionPlan;
      readonly unmet?: readonly Unmet[];
      readonly warnings?: readonly Warning[];
    }
  | { readonly type: "provider_failed"; readonly failure: FailureRecord }
  /** The provider confirms that the work was stopped. */
  | { readonly type: "provider_cancelled" }
  /** "No such task", after it was accepted. */
  | { readonly type: "provider_forgot"; readonly failure: FailureRecord }
  | {
      readonly type: "collected";
      readonly artifacts: readonly Artifact[];
      /** What is otherwise about the stored film than the provider made it. */
      readonly warnings?: readonly Warning[];
    }
  /** `isUnusable`: a file came, and is no usable video. */
  | { readonly type: "collect_postponed"; readonly until: number; readonly isUnusable?: true }
  | { readonly type: "result_unusable"; readonly failure: FailureRecord }
  | { readonly type: "result_gone"; readonly failure: FailureRecord }
  | { readonly type: "cancel_asked"; readonly answer: CancelAnswer }
  /** The provider was told of the wish, and this is its answer. */
  | { readonly type: "cancel_told"; readonly answer: CancelAnswer }
  | { readonly type: "delivered" }
  /** A moving preview of the stored video was made. */
  | { readonly type: "animation_made"; readonly artifact: Artifact }
  /** Its owner wrote on it: only what is given changes. */
  | { readonly type: "labelled"; readonly labels: Partial<Labels> }
  | { readonly type: "trashed" }
  | { readonly type: "restored" }
  | { readonly type: "attached"; readonly operation: JsonValue }
  | { readonly type: "given_up"; readonly failure: FailureRecord }
  | { readonly type: "resubmit_asked" };
