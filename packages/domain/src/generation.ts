import type {
  ArtifactKind,
  Billing,
  CancelAnswer,
  Considered,
  FailureCode,
  GenerationOptions,
  JsonObject,
  JsonValue,
  MotionPlan,
  PictureFrame,
  Status,
  Unmet,
  Warning,
} from "@kinora/contract";
import type { GenerationId } from "./generation-id.ts";

/** A stored file, named by the digest of its bytes. */
export interface BlobRef {
  readonly sha256: string;
  readonly bytes: number;
}

/** The verified still of a generation. */
export interface ImageRef extends BlobRef {
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
  /** `#rrggbb` */
  readonly meanColor: string;
  /** Whether it has an alpha channel; unknown for what an older version stored. */
  readonly hasAlpha?: boolean | undefined;
  /** Whether its rows are stored in another direction than they are shown (EXIF): who ignores that sees it lie. */
  readonly isTurned?: boolean | undefined;
}

/** A stored file of a generation. `capability` is the unguessable part of its public address. */
export interface Artifact extends BlobRef {
  readonly kind: ArtifactKind;
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
  readonly durationSeconds: number | undefined;
  readonly capability: string;
  readonly fileName: string;
}

export interface FailureRecord {
  readonly code: FailureCode;
  readonly message: string;
  readonly providerCode: string | undefined;
}

/** One try to hand the work to the provider. At most one billable POST belongs to it. */
export interface Attempt {
  readonly id: string;
  /** 1 for the first. */
  readonly number: number;
  /** After this moment (ms) its sender may no longer send. */
  readonly sendBefore: number;
}

/** Who makes it, and with what. It changes only when a fallback takes over, which is before anything is paid. */
export interface Making {
  readonly model: string;
  readonly provider: string;
  readonly billing: Billing;
  readonly options: GenerationOptions;
  /** Where the clip is to end; only for models that know the option `last_image`. */
  readonly lastImage?: ImageRef | undefined;
  /** Micro-dollars; undefined when the price is not known. */
  readonly estimateMicroUsd: number | undefined;
}

/** A model to try after a refusal, as it would be asked. */
export interface Fallback extends Making {
  /** What the caller is told when it takes over. */
  readonly warnings: readonly Warning[];
}

/** What was decided when the request was accepted, and never changes. */
export interface GenerationFacts extends Making {
  readonly id: GenerationId;
  /** Who asked; only this caller (and admins) see it. */
  readonly callerId: string;
  /** SHA-256 over image, model, prompt and options: equal requests of one caller have equal digests. */
  readonly digest: string;
  readonly createdAt: number;
  readonly modelAsked: string;
  readonly prompt: string | undefined;
  readonly strict: boolean;
  readonly image: ImageRef;
  /** Where the still came from, when it came from another generation. */
  readonly madeFrom?: { readonly generation: GenerationId; readonly frame: PictureFrame } | undefined;
  readonly metadata: JsonObject;
  /** Micro-dollars; undefined: no limit of the request's own. */
  readonly maxCostMicroUsd?: number | undefined;
  /** Whether its caller lets it cost what nobody knows; absent in what an older version stored. */
  readonly allowsUnknownCost?: boolean | undefined;
  /** The address that the request itself wants to be told of its end; absent: none. */
  readonly webhookUrl?: string | undefined;
}

/** The recorded wish that a generation should stop, with the newest answer to it. */
export interface CancelWish extends CancelAnswer {
  readonly askedAt: number;
  /** When the provider was told and answered; absent until then. */
  readonly toldAt?: number | undefined;
}

/** The sums of a generation's money ledger, over all its attempts. */
export interface CostNotes {
  readonly heldMicroUsd: number;
  /** What was spent; undefined while nothing was settled or released, and where nobody knows how much. */
  readonly settledMicroUsd: number | undefined;
  /** What the provider reported, in its own currency. */
  readonly native: string | undefined;
  /** Whether something was spent of which nobody knows how much. */
  readonly hasUnknown?: boolean | undefined;
}

/** What the owner of a generation writes on it, to find it again. */
export interface Labels {
  readonly title: string | undefined;
  readonly tags: readonly string[];
  readonly favourite: boolean;
}

/** What grows while a generation goes on, in every state. */
export interface GenerationNotes {
  /** Fences writes: every save names the version that it read. */
  readonly version: number;
  readonly warnings: readonly Warning[];
  readonly plan: MotionPlan | undefined;
  readonly unmet: readonly Unmet[];
  readonly stage: string | undefined;
  /** 0 to 100; never falls. */
  readonly progress: number;
  readonly startedAt: number | undefined;
  /** Attempts that were begun; one that was postponed, with nothing sent, does not count. */
  readonly attempts: number;
  readonly cancel: CancelWish | undefined;
  /** When an answer with the result was written to a client that waited for it. */
  readonly deliveredAt: number | undefined;
  /** Absent before the first hold, and for free work. */
  readonly cost?: CostNotes | undefined;
  /** What its owner wrote on it; absent: nothing. */
  readonly labels?: Labels | undefined;
  /** When it was put into the trash; absent: it is not there. */
  readonly trashedAt?: number | undefined;
  /** The models that may still take over, in their order. Absent as soon as anything may be paid for. */
  readonly fallbacks?: readonly Fallback[] | undefined;
  /** The models that the request meant, with what became of each; absent for what an older version stored. */
  readonly considered?: readonly Considered[] | undefined;
}

export type GenerationState =
  | { readonly status: "queued"; readonly notBefore: number }
  | { readonly status: "submitting"; readonly attempt: Attempt }
  | {
      readonly status: "running";
      readonly attempt: Attempt;
      readonly operation: JsonValue;
      readonly pollAt: number;
      /** Polls without an answer in a row; the back-off grows with it. */
      readonly pollFailures: number;
    }
  | {
      readonly status: "collecting";
      readonly attempt: Attempt;
      readonly operation: JsonValue;
      /** Where the provider says that the result is. */
      readonly result: JsonValue;
      readonly collectAt: number;
      readonly collectFailures: number;
      /** How many of these were a file that is no usable video; absent: none. */
      readonly unusableFiles?: number | undefined;
    }
  | { readonly status: "succeeded"; readonly artifacts: readonly Artifact[]; readonly finishedAt: number }
  | { readonly status: "failed"; readonly failure: FailureRecord; readonly finishedAt: number }
  | { readonly status: "cancelled"; readonly finishedAt: number }
  | { readonly status: "expired"; readonly failure: FailureRecord; readonly finishedAt: number }
  | {
      readonly status: "needs_review";
      readonly attempt: Attempt;
      readonly tried: readonly string[];
      readonly nextLookAt: number | undefined;
    };

/** A request to turn an image into a video, from the moment it is accepted to the stored file. */
export type Generation = GenerationFacts & GenerationNotes & GenerationState;

export type InStatus<S extends Status> = Extract<Generation, { status: S }>;

/** When somebody has to look at the generation again (ms); undefined when nothing happens by itself. */
export const wakeAtOf = (generation: Generation): number | undefined => {
  switch (generation.status) {
    case "queued":
      return generation.notBefore;
    case "submitting":
      return generation.attempt.sendBefore;
    case "running":
      return generation.pollAt;
    case "collecting":
      return generation.collectAt;
    case "needs_review":
      return generation.nextLookAt;
    case "succeeded":
    case "failed":
    case "cancelled":
    case "expired":
      return undefined;
  }
};
