import { setTimeout as delay } from "node:timers/promises";
import { Failure } from "@kinora/contract";
import type { Clock } from "@kinora/domain";
import { type FolderLock, lockFolder } from "./folder-lock.ts";
import { makeFolder } from "./make-folder.ts";
import { type Owner, readOwner, removeOwner, writeOwner } from "./owner-file.ts";

/** How often, and how many times, to look for the address of an owner that has only just taken the folder: 10 s in all. */
const LOOK_EVERY_MS = 100;
const MOST_LOOKS = 100;

export interface OwnedFolder {
  readonly kind: "owned";
  /** Says where this process listens and with which token others work through it. */
  announce(where: { url: string; token: string }): Promise<void>;
  release(): Promise<void>;
}

export type DataFolderClaim = OwnedFolder | { readonly kind: "owned_elsewhere"; readonly owner: Owner };

export interface ClaimOptions {
  readonly clock: Clock;
  /** This program's version, for those who read the announcement. */
  readonly version: string;
  readonly signal?: AbortSignal;
}

const owned = (folder: string, lock: FolderLock, { clock, version }: ClaimOptions): OwnedFolder => ({
  kind: "owned",
  announce: ({ url, token }) => {
    const started_at = new Date(clock.now()).toISOString();
    return writeOwner(folder, { pid: process.pid, url, token, version, started_at });
  },
  release: async () => {
    await removeOwner(folder);
    lock.release();
  },
});

const look = async (folder: string, options: ClaimOptions): Promise<DataFolderClaim | undefined> => {
  const lock = lockFolder(folder);
  if (lock !== undefined) {
    // What a dead owner left must never be taken for this one's address.
    await removeOwner(folder);
    return owned(folder, lock, options);
  }
  const owner = await readOwner(folder);
  return owner && { kind: "owned_elsewhere", owner };
};

const cannotBeMade = (folder: string, cause: unknown): Failure => {
  const words = cause instanceof Error ? cause.message : String(cause);
  return new Failure("bad_option", {
    detail: `The data folder ${folder} cannot be made (${words}): name another with --data-dir or KINORA_DATA_DIR.`,
    cause,
  });
};

/**
 * Takes the data folder for this process, or says who has it. The folder is made, readable by this user
 * alone, where there is none. An owner that has not said yet where it listens is waited for, 10 s at the most; one that died is replaced.
 */
export const claimDataFolder = async (folder: string, options: ClaimOptions): Promise<DataFolderClaim> => {
  await makeFolder(folder).catch((cause: unknown) => {
    throw cannotBeMade(folder, cause);
  });
  for (let looks = 0; looks < MOST_LOOKS; looks += 1) {
    const claim = await look(folder, options);
    if (claim !== undefined) return claim;
    await delay(LOOK_EVERY_MS, undefined, options.signal === undefined ? {} : { signal: options.signal });
  }
  throw new Failure("data_folder_busy", {
    detail: `Another process has ${folder} and does not say where it listens: end it, or use another data folder.`,
  });
};
