import type { BlobSweep } from "@kinora/domain";

/** What sweeps did since the start of this process. */
export interface SweepTally {
  /** When the last one that went well ended: milliseconds since 1970. */
  lastAtMs: number | undefined;
  failed: number;
  /** Generations that the retention rules put into the trash, and that were erased after their time there. */
  trashed: number;
  erased: number;
  setAside: number;
  deleted: number;
  deletedBytes: number;
  restored: number;
  /** As the last whole look found it. */
  stored: BlobSweep["stored"];
}

export const createSweepTally = (): SweepTally => ({
  lastAtMs: undefined,
  failed: 0,
  trashed: 0,
  erased: 0,
  setAside: 0,
  deleted: 0,
  deletedBytes: 0,
  restored: 0,
  stored: undefined,
});

export const addSweep = (tally: SweepTally, done: BlobSweep): void => {
  tally.setAside += done.setAside;
  tally.deleted += done.deleted;
  tally.deletedBytes += done.deletedBytes;
  tally.restored += done.restored;
  tally.stored = done.stored ?? tally.stored;
};
