import type { BlobStore, Clock, GenerationId, GenerationStore, Provider, Scheduler } from "@kinora/domain";
import type { Config } from "../config/config.ts";
import type { DiskGuard } from "./admission/disk-guard.ts";
import type { QueueGuard } from "./admission/queue-guard.ts";
import type { SweepTally } from "./housekeeping/sweep-tally.ts";
import type { Log } from "../telemetry/log.ts";
import type { KeyedLock } from "./keyed-lock.ts";
import type { ProviderSetups } from "./provider-setups.ts";
import type { QueueLooks } from "./queue-looks.ts";

/** What every use case works with. `main.ts` opens and closes all of it. */
export interface AppContext {
  readonly config: Config;
  readonly store: GenerationStore;
  readonly blobs: BlobStore;
  readonly scheduler: Scheduler;
  /** Whether there is room for new work, on the disk of the data folder and in the queue. */
  readonly disk: DiskGuard;
  readonly queue: QueueGuard;
  readonly swept: SweepTally;
  /** Is told of each new generation. */
  readonly queueLooks: QueueLooks;
  /** As they are set up now: look here again at each use. */
  readonly providers: readonly Provider[];
  /** How they are set up, and to set them up otherwise. */
  readonly setups: ProviderSetups;
  /** Under a provider's id it is held while one of its submits takes a slot, and while its setup changes. */
  readonly turns: KeyedLock;
  readonly clock: Clock;
  readonly log: Log;
  readonly newId: (nowMs: number) => GenerationId;
  /** A folder of our own for files on their way in, on the disk of the blobs. */
  readonly incomingDir: string;
  /** Aborted when the server stops: no new work, and those who wait are answered. */
  readonly stopping: AbortSignal;
}
