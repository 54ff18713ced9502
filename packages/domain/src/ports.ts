import type {
  JsonObject,
  JsonValue,
  KeyLimits,
  ListQuery,
  LogEventView,
  Priority,
  Scope,
  Status,
} from "@kinora/contract";
import type { AuditStore } from "./audit-store.ts";
import type { SessionStore } from "./session-store.ts";
import type { AdmissionRefusal, PurseOfKey } from "./admission.ts";
import type { BudgetPeriod } from "./budget-period.ts";
import type { BlobRef, Generation, ImageRef, InStatus } from "./generation.ts";
import type { GenerationId } from "./generation-id.ts";
import type { LedgerMove } from "./ledger.ts";
import type { WebhookStore } from "./webhook-store.ts";

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}

/** So many are counted in a queue at the most: each look at a longer one would go through all of it. */
export const LONGEST_COUNTED_QUEUE = 1_000;

/** Chance as an argument: a number from 0 (inclusive) to 1 (exclusive). */
export type Rng = () => number;

/** An entry to append to the event log, in the same transaction as the row that it speaks of. */
export interface LogEntry {
  readonly type: string;
  readonly data: LogEventView["data"];
}

export interface IdempotencyClaim {
  readonly callerId: string;
  readonly key: string;
  readonly digest: string;
}

/**
 * A request that its client's library sends again by itself after it heard no answer, with no key: it only counts, from 0,
 * how often it has sent it before.
 */
export interface RepeatClaim {
  readonly callerId: string;
  readonly digest: string;
  readonly repeat: number;
  /** What was made or claimed before this moment (ms) is not claimed any more. */
  readonly since: number;
}

export type InsertOutcome =
  | { readonly kind: "inserted" }
  /** The key was claimed before: the generation that has it, and the digest it was claimed with. */
  | { readonly kind: "claimed"; readonly generation: Generation; readonly digest: string }
  /** The limits of the caller's key do not allow it now. */
  | { readonly kind: "refused"; readonly refusal: AdmissionRefusal };

export interface ListWish extends ListQuery {
  /** Newest first is the usual order. */
  readonly order?: "newest_first" | "oldest_first";
}

export interface Page {
  readonly generations: readonly Generation[];
  readonly nextCursor: string | undefined;
}

/** Whose generations a reader may see: all of them, or one caller's. */
export type Audience = { readonly all: true } | { readonly callerId: string };

/** What was spent since a moment, and what is held now. Amounts that nobody knows count as nothing. */
export interface Spending {
  readonly settledMicroUsd: number;
  readonly heldMicroUsd: number;
}

/** What a model of a provider cost on one day (UTC, 2026-11-22). */
export interface UsageRow {
  readonly day: string;
  readonly provider: string;
  readonly model: string;
  /** Attempts that were settled. */
  readonly billed: number;
  readonly settledMicroUsd: number;
  /** Of those, how many cost nobody knows how much. */
  readonly unknown: number;
}

/** The most that may be spent in a period, in micro-dollars; no limit where there is none. */
export type Budgets = Readonly<Partial<Record<BudgetPeriod, number>>>;

export interface MoneyStore {
  spending(sinceMs: number): Promise<Spending>;
  /** By day, provider and model; newest day first. */
  usage(query: { readonly sinceMs: number; readonly beforeMs: number }): Promise<readonly UsageRow[]>;
  budgets(): Promise<Budgets>;
  /** Takes the place of all budgets. */
  setBudgets(budgets: Budgets): Promise<void>;
}

/** Pictures that callers sent ahead, each caller's own. */
export interface UploadStore {
  /** Notes that a caller has sent this picture; again is harmless. */
  keepUpload(callerId: string, image: ImageRef, nowMs: number): Promise<void>;
  /** A picture that this caller sent; undefined when there is none. That it is used now is noted, to the minute. */
  useUpload(callerId: string, sha256: string, nowMs: number): Promise<ImageRef | undefined>;
  /** Forgets what was last used before that moment and is no generation's picture. */
  forgetUploads(unusedSinceMs: number): Promise<void>;
}

/** How a provider was set up here, sealed: only the server's master key opens it. */
export interface SealedSetup {
  readonly provider: string;
  /** Which master key sealed it. */
  readonly masterKeyId: string;
  readonly sealed: Uint8Array;
  /** Milliseconds since 1970. */
  readonly setAt: number;
}

export interface SetupStore {
  setups(): Promise<readonly SealedSetup[]>;
  /** Takes the place of the provider's earlier one. */
  saveSetup(setup: SealedSetup): Promise<void>;
  removeSetup(provider: string): Promise<void>;
}

/** Small settings of this installation that clients change while it runs, by name: JSON objects. */
export interface SettingStore {
  setting(name: string): Promise<JsonObject | undefined>;
  /** Takes the place of what was there. */
  saveSetting(name: string, value: JsonObject): Promise<void>;
}

/** A key that lets a caller in: all but the key itself. */
export interface ApiKey {
  /** Also the caller's id. */
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly limits: KeyLimits;
  readonly priority: Priority;
  /** SHA-256 of the key, hexadecimal. */
  readonly digest: string;
  readonly beginsWith: string;
  /** Milliseconds since 1970. */
  readonly createdAt: number;
  readonly revokedAt: number | undefined;
}

export interface ApiKeyStore {
  /** Revoked ones too, the newest first. */
  apiKeys(): Promise<readonly ApiKey[]>;
  /** Throws where the digest is known already. */
  addApiKey(key: ApiKey): Promise<void>;
  changeApiKey(id: string, now: Pick<ApiKey, "name" | "limits" | "priority">): Promise<void>;
  revokeApiKey(id: string, at: number): Promise<void>;
  /** What a caller's key may spend and has, with the bounds of the day and month of `nowMs`; undefined for who has no key. */
  purseOf(callerId: string, nowMs: number): Promise<PurseOfKey | undefined>;
}

/** Generations that have not ended, which stand alike. */
export interface UnderWay {
  readonly status: Status;
  readonly provider: string;
  readonly model: string;
  readonly count: number;
  /** When the oldest of them was accepted: milliseconds since 1970. */
  readonly oldestMs: number;
}

export interface DueQuery {
  readonly provider: string;
  readonly now: number;
  readonly limit: number;
  /** Models whose generations have to wait on. */
  readonly exceptModels?: readonly string[];
}

export interface GenerationStore
  extends MoneyStore, WebhookStore, UploadStore, SetupStore, SettingStore, ApiKeyStore, SessionStore, AuditStore {
  /**
   * Writes a new generation, its first log entries and its claim, all or nothing, durably. Whether the limits of its caller's
   * key allow it is looked at in the same step, so that two at once cannot pass them together.
   */
  insert(
    generation: Generation,
    entries: readonly LogEntry[],
    claim: IdempotencyClaim | RepeatClaim | undefined,
  ): Promise<InsertOutcome>;
  /**
   * Gives the newest generation that the same caller made, or claimed, with the same digest at the count before this one, and
   * notes that it is claimed: only the next count can claim it now. What lies in the trash is not claimed.
   */
  claimRepeat(claim: RepeatClaim): Promise<Generation | undefined>;
  read(id: GenerationId): Promise<Generation | undefined>;
  /** What `insert` would say of a key that is claimed already. */
  claimed(
    claim: Pick<IdempotencyClaim, "callerId" | "key">,
  ): Promise<Extract<InsertOutcome, { kind: "claimed" }> | undefined>;
  /**
   * Writes `generation` if the stored version is the one before it, with its log entries and what moved in its ledger, all
   * or nothing; false when somebody else was faster.
   */
  save(generation: Generation, entries: readonly LogEntry[], moves?: readonly LedgerMove[]): Promise<boolean>;
  list(query: ListWish, audience: Audience): Promise<Page>;
  /** Every generation that is not final, with the moment of its next look. */
  pending(): Promise<
    readonly { readonly id: GenerationId; readonly status: Status; readonly wakeAt: number | undefined }[]
  >;
  /** How many generations stand in a status, by provider. */
  countIn(statuses: readonly Status[], provider: string): Promise<number>;
  /** How many generations of a provider stand in a status, by model; a model that has none is left out. */
  countByModel(statuses: readonly Status[], provider: string): Promise<ReadonlyMap<string, number>>;
  /** What has not ended, by status, provider and model. */
  underWay(): Promise<readonly UnderWay[]>;
  /** The queued generations of a provider that may go now, those that wait longest first. */
  dueQueued(query: DueQuery): Promise<readonly GenerationId[]>;
  /** Those of a provider's operations that no generation has, or ever had: what was attached once stays attached. */
  unattached(provider: string, operations: readonly JsonValue[]): Promise<readonly JsonValue[]>;
  /** Every generation of a provider whose submit has an unknown outcome. */
  unsettled(provider: string): Promise<readonly InStatus<"submitting" | "needs_review">[]>;
  /** How many queued generations stand before this one at its provider; LONGEST_COUNTED_QUEUE for all that are more. */
  queuePosition(generation: Generation): Promise<number>;
  /** The caller's newest generation with this digest that is unfinished, or finished since `since` and never delivered. */
  findUndelivered(query: { callerId: string; digest: string; since: number }): Promise<Generation | undefined>;
  /** Undefined also while the generation is in the trash. */
  findByArtifact(capability: string): Promise<Generation | undefined>;
  /** Wall seconds from start to end of the newest finished runs of a model, newest first. */
  recentRunSeconds(model: string, limit: number): Promise<readonly number[]>;
  /** Entries after `afterId`, oldest first; of one generation, of those that an audience may see, of some types, or all. */
  events(query: {
    afterId: number;
    generationId?: GenerationId;
    audience?: Audience;
    types?: readonly string[];
    limit: number;
  }): Promise<readonly LogEventView[]>;
  /** The id of the newest entry of the log; 0 before there is any. */
  latestEventId(): Promise<number>;
  /** Calls back after each commit that appended to the log; returns how to stop. */
  onAppend(listener: (generationId: GenerationId) => void): () => void;
  /** Those that went into the trash before that moment, the longest there first. */
  trashedBefore(moment: { readonly beforeMs: number; readonly limit: number }): Promise<readonly GenerationId[]>;
  /**
   * Erases a generation that went into the trash before that moment, with its log, its keys and its addresses; false when
   * it is not there (any more). What it cost, and whose its operation was, stays known.
   */
  erase(id: GenerationId, beforeMs: number): Promise<boolean>;
  /** Those of the digests that nothing in the store speaks of. */
  unreferenced(digests: readonly string[]): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** How a blob is shown to whoever has its presigned address. */
export interface PresignWish {
  readonly forSeconds: number;
  readonly mediaType: string;
  /** The Content-Disposition header. */
  readonly disposition: string;
}

/** What one sweep of a blob store did. */
export interface BlobSweep {
  /** Unreferenced for the first time: nobody sees them, and they come back when they are asked for. */
  readonly setAside: number;
  /** Unreferenced again when they had lain aside for long enough: gone. */
  readonly deleted: number;
  readonly deletedBytes: number;
  /** Lay aside and are referenced after all. */
  readonly restored: number;
  /** All that is stored, without what lies aside; undefined where only a part of the store was looked at. */
  readonly stored: { readonly files: number; readonly bytes: number } | undefined;
}

/** Content-addressed files. What cannot be reached throws Failure `storage_unreachable`. */
export interface BlobStore {
  /** Stores the bytes durably and says what they are: none of them can be read before all are there. The same bytes are stored once. */
  put(source: AsyncIterable<Uint8Array>): Promise<BlobRef>;
  /** As `put`, from a file on this machine, which may be moved away. */
  putFile(path: string): Promise<BlobRef>;
  /** Bytes from `start` to `end` inclusive; all of them without a range. */
  read(sha256: string, range?: { readonly start: number; readonly end: number }): AsyncIterable<Uint8Array>;
  stat(sha256: string): Promise<BlobRef | undefined>;
  /** A readable file with the bytes on this machine, for the time of `use`. */
  withFile<T>(sha256: string, use: (path: string) => Promise<T>): Promise<T>;
  /** An address at which whoever has it can read the blob for a while; absent where the store has no address. */
  presign?(sha256: string, wish: PresignWish): Promise<string>;
  /** Throws a Failure that says why the store cannot be used now. */
  check(): Promise<void>;
  /**
   * Looks for what was stored before `storedBeforeMs` and is unreferenced, and sets it aside; deletes what was set aside
   * before `storedBeforeMs` and still is. So nothing is deleted that was not unreferenced twice, a while apart.
   */
  sweep(wish: {
    readonly nowMs: number;
    readonly storedBeforeMs: number;
    readonly unreferenced: (digests: readonly string[]) => Promise<readonly string[]>;
  }): Promise<BlobSweep>;
  close?(): Promise<void>;
}

/** Says when to look at a generation. State is never kept here: losing or repeating a wake-up loses nothing. */
export interface Scheduler {
  schedule(id: GenerationId, atMs: number): void;
  start(handler: (id: GenerationId) => Promise<void>): void;
  /** Takes no new wake-ups and waits for the handlers that run. */
  stop(): Promise<void>;
}
