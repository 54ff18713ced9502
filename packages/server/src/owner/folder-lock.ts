import { chmodSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

const SQLITE_BUSY = 5;

const isBusy = (error: unknown): boolean =>
  error instanceof Error && "errcode" in error && error.errcode === SQLITE_BUSY;

export interface FolderLock {
  release(): void;
}

/**
 * Takes the folder for this process, or says at once (undefined) that another has it. The lock is an exclusive transaction
 * on a tiny SQLite file, that is, the operating system's own file lock: it ends with the process, however that ends.
 * Nobody else in this process may open `owner.lock`: closing any handle of it would let the lock go.
 */
export const lockFolder = (folder: string): FolderLock | undefined => {
  const path = join(folder, "owner.lock");
  const database = new DatabaseSync(path, { timeout: 0 });
  try {
    chmodSync(path, 0o600);
    // No journal on the disk: nothing is ever written here.
    database.exec("pragma journal_mode = memory; begin exclusive;");
  } catch (error) {
    database.close();
    if (isBusy(error)) return undefined;
    throw error;
  }
  return { release: () => database.close() };
};
