import { Counter, Gauge, type Registry } from "prom-client";
import type { DiskGuard } from "../app/admission/disk-guard.ts";
import type { QueueGuard } from "../app/admission/queue-guard.ts";
import type { SweepTally } from "../app/housekeeping/sweep-tally.ts";

export interface StorageMetricsDeps {
  readonly disk: Pick<DiskGuard, "freeBytes">;
  readonly queue: Pick<QueueGuard, "limit">;
  readonly swept: Readonly<SweepTally>;
}

const COUNTS = {
  kinora_generations_retired_total: ["trashed", "Generations that the retention rules put into the trash."],
  kinora_generations_erased_total: ["erased", "Generations that were erased after their time in the trash."],
  kinora_files_set_aside_total: ["setAside", "Stored files that nothing spoke of when a sweep looked first."],
  kinora_files_deleted_total: ["deleted", "Stored files that nothing spoke of when a sweep looked again."],
  kinora_files_deleted_bytes_total: ["deletedBytes", "Bytes of the deleted files."],
  kinora_files_restored_total: ["restored", "Files that had been set aside and were brought back by a sweep."],
  kinora_sweeps_failed_total: ["failed", "Sweeps that broke; the next one tries again."],
} as const satisfies Record<string, readonly [keyof SweepTally, string]>;

/** Room, stored files and what sweeps did with them, read at each scrape. What is not known yet has no value. */
export const addStorageMetrics = (registry: Registry, { disk, queue, swept }: StorageMetricsDeps): void => {
  const registers = [registry];
  for (const [name, [field, help]] of Object.entries(COUNTS)) {
    new Counter({
      name,
      help,
      registers,
      collect() {
        this.reset();
        this.inc(swept[field]);
      },
    });
  }
  const gauge = (name: string, help: string, read: () => Promise<number | undefined>): void => {
    new Gauge({
      name,
      help,
      registers,
      async collect() {
        const value = await read();
        if (value === undefined) this.remove();
        else this.set(value);
      },
    });
  };
  const known = <T>(value: T): Promise<T> => Promise.resolve(value);
  gauge("kinora_files_stored", "Stored files, as the last whole sweep found them.", () => known(swept.stored?.files));
  gauge("kinora_files_stored_bytes", "Bytes of the stored files.", () => known(swept.stored?.bytes));
  gauge("kinora_sweep_last_timestamp_seconds", "When the last sweep that went well ended.", () =>
    known(swept.lastAtMs === undefined ? undefined : swept.lastAtMs / 1000),
  );
  gauge("kinora_disk_free_bytes", "Free on the disk of the data folder.", () => disk.freeBytes());
  gauge("kinora_queue_limit", "How many generations may wait.", () => known(queue.limit));
};
