import type {
  CancelAnswer,
  GenerationOptions,
  JsonValue,
  ModelCapabilities,
  Resolution,
  Warning,
} from "@kinora/contract";
import type { FailureRecord, Price, ReconcileOutcome, SubmitPlan } from "@kinora/domain";
import type { RequestBody } from "@kinora/net";
import type { z } from "zod";
import type { AccountLimits } from "./account.ts";
import type { Answer } from "./answer.ts";
import type { FittedStill } from "./fit-still.ts";
import type { Made } from "./billed-by-list.ts";
import type { Manifest } from "./manifest.ts";
import type { ProviderHttp } from "./provider-http.ts";
import type { CodeTable, VendorWords } from "./vendor-words.ts";

/** A submit, ready to be put into a vendor's words: defaults filled in, pictures within the model's limits. */
export interface Order {
  readonly plan: SubmitPlan;
  readonly model: ModelCapabilities;
  readonly prompt: string | undefined;
  readonly options: GenerationOptions;
  /** As asked, or the model's default. */
  readonly resolution: Resolution;
  /** As asked, or the model's default. */
  readonly durationSeconds: number;
  readonly still: FittedStill;
  readonly lastStill: FittedStill | undefined;
}

/** The one POST that may cost money. */
export interface BillableRequest {
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: RequestBody;
  /** What could not be said in the vendor's words as it was asked. */
  readonly warnings?: readonly Warning[];
}

/** What an adapter's functions work with, for the time of one call. */
export interface Call extends ProviderHttp {
  now(): number;
  /** A failure of accepted work in the vendor's own words, under the code that its table gives (else `provider_failed`). */
  failure(words: VendorWords): FailureRecord;
}

/** `onRead` is called when a GET is being written. */
export type CallFor = (signal: AbortSignal, onRead?: () => void) => Promise<Call>;

/** How accepted work stands, as a vendor tells it. */
export type Reading<Result> =
  | {
      readonly kind: "running";
      /** 0 to 100, where the vendor says. */
      readonly progress?: number;
      readonly stage?: string;
      readonly warnings?: readonly Warning[];
    }
  | {
      readonly kind: "done";
      readonly result: Result;
      /** What the vendor says that it cost. */
      readonly billed?: Price;
      /** Or what it says that it bills: the price list makes an amount of it. */
      readonly made?: Made;
    }
  | { readonly kind: "failed"; readonly failure: FailureRecord }
  | { readonly kind: "cancelled" }
  /** It does not know this work (any more). */
  | { readonly kind: "forgotten" };

/** One submit of unknown outcome, and when (ms, by our clock) its task can have been made, with room for clocks that differ. */
export interface LostSubmit {
  readonly plan: SubmitPlan;
  readonly fromMs: number;
  readonly toMs: number;
}

/**
 * A vendor with an HTTP API of submit and poll, told in pure functions: `openHttpProvider` makes a `Provider` of it. All
 * that is dangerous is the kit's: the one POST and what its answer means, deadlines, slots, back-off, secrets, files.
 */
export interface HttpAdapter<Operation extends JsonValue, Result extends JsonValue> {
  readonly manifest: Manifest;
  /** Undefined: nobody said where it is, so it is not configured. */
  readonly baseUrl: string | undefined;
  /** Of `manifest.regions`, where prices differ by it. */
  readonly region?: string | undefined;
  /** The headers that carry the key; called only where there is one. */
  credentials(apiKey: string): Readonly<Record<string, string>>;
  readonly limits: AccountLimits;
  readonly polling: { readonly firstAfterMs: number; readonly everyMs: number };
  /** How long (ms) it knows an operation and keeps its result, where it says. */
  readonly retentionMs?: number;
  /** See `Provider.listingDelayMs`. */
  readonly listingDelayMs?: number;
  /** What is stored of accepted work; read back through this schema in another process, perhaps of another version. */
  readonly operation: z.ZodType<Operation>;
  /** Where a finished film lies, stored likewise. */
  readonly result: z.ZodType<Result>;
  /** The vendor's own code and message in an error, of a refusal or a failure; undefined where there are none. */
  words(answer: Answer): VendorWords | undefined;
  /** What the vendor's documented codes mean. */
  readonly codes: CodeTable;

  /** The order in the vendor's words. It may upload what is free; if that is trouble, nothing was sent and it is tried later. */
  translate(order: Order, call: Call): BillableRequest | Promise<BillableRequest>;
  /** The operation in a 2xx answer to the POST; undefined where there is none: then the outcome is unknown. */
  accepted(answer: Answer, order: Order): Operation | undefined;
  poll(operation: Operation, call: Call): Promise<Reading<Result>>;
  download(result: Result, toPath: string, call: Call): Promise<void>;
  /** Says whether it stops, and whether it may be billed all the same. Asking twice is harmless. */
  readonly cancel?: (operation: Operation, call: Call) => Promise<CancelAnswer>;
  /** Looks for what a submit of unknown outcome made: only for vendors with a list, or an id that we choose. */
  readonly reconcile?: (lost: LostSubmit, call: Call) => Promise<ReconcileOutcome>;
  /** Asks something free that shows whether address and key are right. */
  readonly check?: (call: Call) => Promise<unknown>;
  /** What would be stored of a task that a person found in the vendor's own list; `operation` judges it. */
  readonly operationOfTask?: (taskId: string, model: string) => unknown;
  /** A model that no list has, by its name behind `provider/`. */
  readonly modelNamed?: (name: string) => ModelCapabilities | undefined;
}
