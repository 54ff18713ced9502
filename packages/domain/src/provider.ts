import type {
  Billing,
  GenerationOptions,
  Inspection,
  JsonValue,
  ModelCapabilities,
  MotionPlan,
  PlannedMotion,
  PlanRequest,
  Unmet,
  Warning,
  CancelAnswer,
} from "@kinora/contract";
import type { FailureRecord, ImageRef } from "./generation.ts";

/** The still, as a provider gets it: its facts, and a way to its bytes. */
export interface StillInput {
  readonly ref: ImageRef;
  /** A readable file with the bytes, on this machine; must not be changed. */
  readonly path: string;
}

/** What is handed to a provider: decided, complete, the same on every try. */
export interface SubmitPlan {
  readonly generationId: string;
  readonly attemptId: string;
  /** When the intent to send was committed (ms): nothing of this attempt was sent before. */
  readonly intendedAt: number;
  /** After this moment (ms) the one request may no longer be sent: look at the clock just before writing to the socket. */
  readonly sendBefore: number;
  readonly model: string;
  readonly prompt: string | undefined;
  readonly options: GenerationOptions;
  readonly still: StillInput;
  /** Where the clip is to end; only for models that list the option `last_image`. */
  readonly lastStill?: StillInput | undefined;
  /** Whether a part of the prompt that cannot be met is an error. */
  readonly strict: boolean;
}

export interface ProviderContext {
  readonly signal: AbortSignal;
  /** Says "look at this generation now": for providers that hear of progress by themselves. */
  readonly wake: (generationId: string) => void;
}

export interface PollContext extends ProviderContext {
  /** What was asked for: of a provider that tells what it made, its price list then tells what that costs. */
  readonly asked?: { readonly model: string; readonly options: GenerationOptions };
}

/** An amount of money in the currency that a provider bills in, and what that is in US dollars by our dated table. */
export interface Price {
  readonly amount: number;
  /** ISO 4217. */
  readonly currency: string;
  readonly usd: number;
}

/** Until when "try later" is tried (ms after the first start), and what is said when that is over. */
export interface TryLimit {
  readonly forMs: number;
  readonly failure: FailureRecord;
}

export type SubmitOutcome =
  | {
      readonly kind: "accepted";
      readonly operation: JsonValue;
      readonly pollAfterMs: number;
      /** What was done otherwise than asked, such as a picture that was made smaller. */
      readonly warnings?: readonly Warning[];
    }
  /** A documented refusal: nothing was created, nothing is billed. */
  | { readonly kind: "rejected"; readonly failure: FailureRecord }
  /** A documented "try later", or it is certain that nothing was sent. Without a limit it is tried for ever. */
  | { readonly kind: "try_later"; readonly afterMs: number; readonly limit?: TryLimit }
  /** Timeout, reset, 5xx, unreadable answer: it may or may not have been accepted. */
  | { readonly kind: "ambiguous"; readonly detail: string };

export type PollOutcome =
  | {
      readonly kind: "running";
      readonly progress: number;
      readonly stage?: string;
      readonly pollAfterMs: number;
      readonly plan?: MotionPlan;
      readonly unmet?: readonly Unmet[];
      readonly warnings?: readonly Warning[];
    }
  | {
      readonly kind: "done";
      readonly result: JsonValue;
      /** What the provider says, or its price list makes of what it says, that this cost. */
      readonly billed?: Price;
      readonly plan?: MotionPlan;
      readonly unmet?: readonly Unmet[];
      readonly warnings?: readonly Warning[];
    }
  | { readonly kind: "failed"; readonly failure: FailureRecord }
  | { readonly kind: "cancelled" }
  /** The provider does not know the operation (any more). */
  | { readonly kind: "forgotten" }
  /** No usable answer this time: never final. The provider may have said how long to wait. */
  | { readonly kind: "no_answer"; readonly detail: string; readonly afterMs?: number }
  /** It was not asked, since the account may ask only so often: look again then. */
  | { readonly kind: "postponed"; readonly afterMs: number };

/** What a reconcile found of a submit whose outcome is unknown. */
export type ReconcileOutcome =
  /** Certain: the id was chosen by us. */
  | { readonly kind: "found"; readonly operation: JsonValue }
  /** Operations that this submit may have made: of its model, and begun while it could be sent. One or more. */
  | {
      readonly kind: "candidates";
      readonly operations: readonly JsonValue[];
      /** The prompt of each, in their order; null where the provider does not tell it. */
      readonly prompts?: readonly (string | null)[];
    }
  | { readonly kind: "absent" }
  | { readonly kind: "unknown"; readonly detail: string };

/**
 * Who runs models. The core never asks "which provider?": it asks what one declares. Calling any of these twice must be
 * harmless, but for `submit`, which is called once per attempt.
 */
export interface Provider {
  readonly id: string;
  readonly title: string;
  readonly billing: Billing;
  /** Whether it has what it needs to be called. */
  readonly configured: boolean;
  readonly models: readonly ModelCapabilities[];
  /** How long (ms) it knows an operation and keeps its result; absent when it does not say. */
  readonly retentionMs?: number;
  /** How long (ms) after a submit what `reconcile` reads may still lack the work; absent when it does not say. */
  readonly listingDelayMs?: number;
  /** How many operations may run at once, over all its models. */
  readonly maxRunning: number;
  /** How many operations of one model may run at once, where its vendor says so. */
  maxRunningOf?(model: string): number | undefined;
  /** Its films are of the kind that was asked for, and are kept so. Of any other provider's, one that is no MP4 is made one. */
  readonly makesKindAsked?: boolean;
  submit(plan: SubmitPlan, context: ProviderContext): Promise<SubmitOutcome>;
  poll(operation: JsonValue, context: PollContext): Promise<PollOutcome>;
  /** Writes the finished video to `toPath`; throws result_gone when the provider no longer has it. */
  download(result: JsonValue, toPath: string, context: ProviderContext): Promise<void>;
  cancel?(operation: JsonValue, context: ProviderContext): Promise<CancelAnswer>;
  reconcile?(plan: SubmitPlan, context: ProviderContext): Promise<ReconcileOutcome>;
  /** The operation of a task that a person names by the provider's own id; undefined when it cannot be such an id. */
  operationOfTask?(taskId: string, model: string): JsonValue | undefined;
  /** A model that is not in `models` but that requests may name as `provider/name`; undefined when there is none such. */
  modelNamed?(name: string): ModelCapabilities | undefined;
  /** Throws a Failure where the values of its own options (`provider_options`) cannot be, before anything is accepted. */
  checkOptions?(model: string, options: GenerationOptions): void;
  /** What a generation would cost; undefined when that is not known. */
  priceOf?(model: string, options: GenerationOptions): Price | undefined;
  /** Asks the provider something that costs nothing, to see whether address and key are right: what is wrong, or undefined. */
  check?(context: Pick<ProviderContext, "signal">): Promise<FailureRecord | undefined>;
  /** Frees what the provider keeps for an operation, once its result is stored or it is final. */
  release?(operation: JsonValue): Promise<void>;
  /** At the start of a process: frees what is kept for any operation but these, which are still wanted. */
  sweep?(wanted: readonly JsonValue[]): Promise<void>;
  /** What it can do beyond making videos. */
  planMotion?(
    request: Omit<PlanRequest, "image">,
    still: StillInput | undefined,
    context: Pick<ProviderContext, "signal">,
  ): Promise<PlannedMotion>;
  inspect?(still: StillInput, context: Pick<ProviderContext, "signal">): Promise<Inspection>;
  /** Ends what it runs on this machine. */
  close?(): Promise<void>;
}
