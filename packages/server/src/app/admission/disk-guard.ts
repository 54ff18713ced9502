import { statfs } from "node:fs/promises";
import type { Clock } from "@kinora/domain";
import type { Log } from "../../telemetry/log.ts";

/** Watches the room on a disk, so that what was accepted still has some when new work no longer gets any. */
export interface DiskGuard {
  /** Infinity where nobody can say. */
  freeBytes(): Promise<number>;
  /** Why no new work is begun, and what to do, as a sentence; undefined while there is room. */
  reason(): Promise<string | undefined>;
}

export interface DiskGuardOptions {
  readonly folder: string;
  readonly minFreeBytes: number;
  readonly clock: Clock;
  readonly log: Pick<Log, "info" | "warn">;
  /** Free bytes of the folder's disk: the system's own answer unless a test gives another. */
  readonly measure?: (folder: string) => Promise<number>;
}

const LOOKED_AT_EVERY_MS = 2_000;
const MEBIBYTE = 1024 ** 2;

const freeOf = async (folder: string): Promise<number> => {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
};

/** Looks at the disk when it is asked, every two seconds at the most. */
export const createDiskGuard = (options: DiskGuardOptions): DiskGuard => {
  const { folder, minFreeBytes, clock, log, measure = freeOf } = options;
  let looked: { readonly atMs: number; readonly free: Promise<number> } | undefined;
  let wasLow = false;
  const look = async (): Promise<number> => {
    // A file system that cannot say has to be trusted; a full one then says so itself.
    const free = await measure(folder).catch(() => Infinity);
    const isLow = free < minFreeBytes;
    if (isLow !== wasLow) log[isLow ? "warn" : "info"](isLow ? "disk.low" : "disk.has_room", { folder, free });
    wasLow = isLow;
    return free;
  };
  const freeBytes = (): Promise<number> => {
    const atMs = clock.now();
    if (looked === undefined || atMs >= looked.atMs + LOOKED_AT_EVERY_MS) looked = { atMs, free: look() };
    return looked.free;
  };
  return {
    freeBytes,
    reason: async () => {
      const free = await freeBytes();
      if (free >= minFreeBytes) return undefined;
      const [has, wants] = [free, minFreeBytes].map((bytes) => Math.floor(bytes / MEBIBYTE));
      return `Only ${has ?? 0} MiB are free on the disk of the data folder, and new work wants ${wants ?? 0} (KINORA_MIN_FREE_DISK_MIB): make room. What was accepted is kept.`;
    },
  };
};
