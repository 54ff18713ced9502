import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { Failure } from "@kinora/contract";
import type { BlobRef, BlobStore } from "@kinora/domain";
import { errorCode } from "./error-code.ts";
import { sweepFiles } from "./sweep-files.ts";
import { settleFile, syncFolder, writeDurably } from "./write-durably.ts";

const DIGEST = /^[0-9a-f]{64}$/u;

const missing = (sha256: string): Failure =>
  new Failure("artifact_not_found", { detail: `There is no stored file with the digest ${sha256}.` });

const pathOf = (folder: string, sha256: string): string => {
  if (!DIGEST.test(sha256)) throw missing(sha256);
  return join(folder, sha256.slice(0, 2), sha256);
};

const statBlob = async (folder: string, sha256: string): Promise<BlobRef | undefined> => {
  if (!DIGEST.test(sha256)) return undefined;
  try {
    return { sha256, bytes: (await stat(pathOf(folder, sha256))).size };
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
};

const diskFull = (error: unknown): unknown =>
  errorCode(error) === "ENOSPC"
    ? new Failure("disk_full", {
        detail: "No space is left for the data folder: free some, then try again.",
        cause: error,
      })
    : error;

/** Gives a complete, durable file its lasting name. The same bytes that are there already are as good. */
const adopt = async (folder: string, temporary: string, ref: BlobRef): Promise<BlobRef> => {
  const path = pathOf(folder, ref.sha256);
  const parent = dirname(path);
  const made = await mkdir(parent, { recursive: true, mode: 0o700 });
  await rename(temporary, path);
  await syncFolder(parent);
  if (made !== undefined) await syncFolder(folder);
  return ref;
};

const putStream = async (
  folders: { lasting: string; temporary: string },
  source: AsyncIterable<Uint8Array>,
): Promise<BlobRef> => {
  const temporary = join(folders.temporary, randomUUID());
  try {
    return await adopt(folders.lasting, temporary, await writeDurably(temporary, source));
  } catch (error) {
    await rm(temporary, { force: true });
    throw diskFull(error);
  }
};

const putFile = async (folders: { lasting: string; temporary: string }, path: string): Promise<BlobRef> => {
  try {
    return await adopt(folders.lasting, path, await settleFile(path));
  } catch (error) {
    // Another file system: its bytes are copied, and the file stays where it was.
    if (errorCode(error) === "EXDEV") return putStream(folders, createReadStream(path) as AsyncIterable<Buffer>);
    throw diskFull(error);
  }
};

/** The stored bytes as they are read. A blob that is not there fails at the first one, with `artifact_not_found`. */
const readBlob = async function* (
  folder: string,
  sha256: string,
  range: { readonly start: number; readonly end: number } | undefined,
): AsyncGenerator<Uint8Array> {
  try {
    yield* createReadStream(pathOf(folder, sha256), range) as AsyncIterable<Buffer>;
  } catch (error) {
    throw errorCode(error) === "ENOENT" ? missing(sha256) : error;
  }
};

/**
 * Content-addressed files in `folder` (`ab/abcdef…`), readable by this user alone. What `put` and `putFile` answered is on
 * the disk under its name. One process at a time has the folder: what a dead one left half-written is removed here.
 */
export const openFileBlobs = async (folder: string): Promise<BlobStore> => {
  const folders = { lasting: folder, temporary: join(folder, "unfinished") };
  await rm(folders.temporary, { recursive: true, force: true });
  await mkdir(folders.temporary, { recursive: true, mode: 0o700 });
  return {
    put: (source) => putStream(folders, source),
    putFile: (path) => putFile(folders, path),
    read: (sha256, range) => readBlob(folder, sha256, range),
    stat: (sha256) => statBlob(folder, sha256),
    withFile: async (sha256, use) => {
      if ((await statBlob(folder, sha256)) === undefined) throw missing(sha256);
      return use(pathOf(folder, sha256));
    },
    sweep: (wish) => sweepFiles(folders, wish),
  };
};
