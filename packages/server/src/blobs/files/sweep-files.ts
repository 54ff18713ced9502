import { randomUUID } from "node:crypto";
import { readdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { BlobStore } from "@kinora/domain";
import { errorCode } from "./error-code.ts";

interface Folders {
  readonly lasting: string;
  /** On the same file system; emptied when the store is opened. */
  readonly temporary: string;
}

const SUB_FOLDER = /^[0-9a-f]{2}$/u;

/** What the file system says of a file; undefined where it is gone. */
const ageOf = async (path: string): Promise<number | undefined> => {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
};

/**
 * Takes the file away first and looks at it then: bytes that were stored again just now, for a row that is not written
 * yet, are found to be young and put back.
 */
const deleteIfOld = async (path: string, temporary: string, storedBeforeMs: number): Promise<boolean> => {
  const aside = join(temporary, randomUUID());
  try {
    await rename(path, aside);
  } catch (error) {
    if (errorCode(error) === "ENOENT") return false;
    throw error;
  }
  if (((await ageOf(aside)) ?? 0) < storedBeforeMs) {
    await rm(aside, { force: true });
    return true;
  }
  await rename(aside, path);
  return false;
};

const oldIn = async (folder: string, storedBeforeMs: number): Promise<string[]> => {
  const old: string[] = [];
  for (const name of await readdir(folder)) {
    const age = await ageOf(join(folder, name));
    if (age !== undefined && age < storedBeforeMs) old.push(name);
  }
  return old;
};

/** Deletes the stored files that are old and that nothing speaks of; says how many. */
export const sweepFiles = async (
  { lasting, temporary }: Folders,
  { storedBeforeMs, unreferenced }: Parameters<BlobStore["sweep"]>[0],
): Promise<number> => {
  let deleted = 0;
  for (const name of await readdir(lasting)) {
    if (!SUB_FOLDER.test(name)) continue;
    const folder = join(lasting, name);
    const unwanted = await unreferenced(await oldIn(folder, storedBeforeMs));
    for (const digest of unwanted) {
      if (await deleteIfOld(join(folder, digest), temporary, storedBeforeMs)) deleted += 1;
    }
  }
  return deleted;
};
