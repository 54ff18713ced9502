import { readdir, rename, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import type { BlobStore, BlobSweep } from "@kinora/domain";
import { isDigest } from "../digest.ts";
import { errorCode } from "../error-code.ts";

interface Folders {
  readonly lasting: string;
  /** On the same file system. */
  readonly aside: string;
}

type Wish = Parameters<BlobStore["sweep"]>[0];

interface StoredFile {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly storedAtMs: number;
}

const SUB_FOLDER = /^[0-9a-f]{2}$/u;
const BATCH = 500;

/** What `work` gives; undefined where its file has gone meanwhile. */
const unlessGone = async <T>(work: Promise<T>): Promise<T | undefined> => {
  try {
    return await work;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
};

const filesIn = async (folder: string): Promise<StoredFile[]> => {
  const files: StoredFile[] = [];
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const facts = isDigest(name) ? await unlessGone(stat(path)) : undefined;
    if (facts !== undefined) files.push({ name, path, bytes: facts.size, storedAtMs: facts.mtimeMs });
  }
  return files;
};

interface Judged {
  readonly file: StoredFile;
  readonly isUnwanted: boolean;
}

const judgeOld = async function* (files: readonly StoredFile[], wish: Wish): AsyncGenerator<Judged> {
  const old = files.filter(({ storedAtMs }) => storedAtMs < wish.storedBeforeMs);
  for (let first = 0; first < old.length; first += BATCH) {
    const batch = old.slice(first, first + BATCH);
    const unwanted = new Set(await wish.unreferenced(batch.map(({ name }) => name)));
    for (const file of batch) yield { file, isUnwanted: unwanted.has(file.name) };
  }
};

/** Brings back what a sweep set aside; false where nothing of that name lies there. */
export const restoreFile = async (aside: string, path: string, sha256: string): Promise<boolean> =>
  (await unlessGone(rename(join(aside, sha256), path).then(() => true))) ?? false;

const sweepAside = async ({ lasting, aside }: Folders, wish: Wish) => {
  const deeds = { deleted: 0, deletedBytes: 0, restored: 0 };
  for await (const { file, isUnwanted } of judgeOld(await filesIn(aside), wish)) {
    if (isUnwanted) {
      await rm(file.path, { force: true });
      deeds.deleted += 1;
      deeds.deletedBytes += file.bytes;
    } else if (await restoreFile(aside, join(lasting, file.name.slice(0, 2), file.name), file.name)) {
      deeds.restored += 1;
    }
  }
  return deeds;
};

/** It counts as old from now on: touched before it moves, so that a process that dies between the two has moved nothing. */
const setAside = async ({ path, name }: StoredFile, aside: string, nowMs: number): Promise<boolean> => {
  await unlessGone(utimes(path, nowMs / 1000, nowMs / 1000));
  return (await unlessGone(rename(path, join(aside, name)).then(() => true))) ?? false;
};

/** Deletes the files that lie aside for long and that nothing speaks of, and sets aside those that nothing speaks of now. */
export const sweepFiles = async (folders: Folders, wish: Wish): Promise<BlobSweep> => {
  const deeds = { setAside: 0, ...(await sweepAside(folders, wish)) };
  const stored = { files: 0, bytes: 0 };
  for (const name of await readdir(folders.lasting)) {
    if (!SUB_FOLDER.test(name)) continue;
    const files = await filesIn(join(folders.lasting, name));
    stored.files += files.length;
    for (const { bytes } of files) stored.bytes += bytes;
    for await (const { file, isUnwanted } of judgeOld(files, wish)) {
      if (isUnwanted && (await setAside(file, folders.aside, wish.nowMs))) deeds.setAside += 1;
    }
  }
  return { ...deeds, stored };
};
