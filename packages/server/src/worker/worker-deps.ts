import type { BlobStore, Clock, GenerationStore, Provider, Rng, Scheduler } from "@kinora/domain";
import type { DiskGuard } from "../app/admission/disk-guard.ts";
import type { KeyedLock } from "../app/keyed-lock.ts";
import type { VideoDesk } from "./video-desk.ts";

/** Facts with fields, for the log. */
export interface FactLog {
  info(fact: string, fields: Readonly<Record<string, unknown>>): void;
  warn(fact: string, fields: Readonly<Record<string, unknown>>): void;
}

/** All that the worker needs of the world. */
export interface WorkerDeps {
  readonly store: GenerationStore;
  readonly blobs: BlobStore;
  readonly scheduler: Scheduler;
  /** Whether there is room for what is not begun yet; always where none is given. */
  readonly disk?: Pick<DiskGuard, "reason">;
  /** As they are set up now: look here again at each use. */
  readonly providers: readonly Provider[];
  /** Under a provider's id it is held while one of its submits takes a slot; its own where none is given. */
  readonly turns?: KeyedLock;
  readonly videoDesk: VideoDesk;
  readonly clock: Clock;
  readonly rng: Rng;
  /** An unguessable word of at least 128 bits in base64url; another one each time. */
  readonly newToken: () => string;
  /** A folder for files that are being fetched; everything in it may be removed at any time between two steps. */
  readonly folder: string;
  readonly log: FactLog;
}
