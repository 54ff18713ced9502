import { randomUUID } from "node:crypto";
import { createReadStream } from "node:fs";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { BlobRef, BlobStore } from "@kinora/domain";
import { isDigest, missingBlob } from "../digest.ts";
import { diskFull } from "../disk-full.ts";
import { errorCode } from "../error-code.ts";
import { restoreFile, sweepFiles } from "./sweep-files.ts";
import { settleFile, syncFolder, writeDurably } from "./write-durably.ts";

interface Folders {
  readonly lasting: string;
  readonly temporary: string;
  readonly aside: string;
}

const pathOf = (folder: string, sha256: string): string => {
  if (!isDigest(sha256)) throw missingBlob(sha256);
  return join(folder, sha256.slice(0, 2), sha256);
};

const sizeOf = async (path: string): Promise<number | undefined> => {
  try {
    return (await stat(path)).size;
  } catch (error) {
    if (errorCode(error) === "ENOENT") return undefined;
    throw error;
  }
};

/** What a sweep set aside comes back as soon as somebody asks for it. */
const statBlob = async ({ lasting, aside }: Folders, sha256: string): Promise<BlobRef | undefined> => {
  if (!isDigest(sha256)) return undefined;
  const path = pathOf(lasting, sha256);
  let bytes = await sizeOf(path);
  if (bytes === undefined) {
    await restoreFile(aside, path, sha256);
    bytes = await sizeOf(path);
  }
  return bytes === undefined ? undefined : { sha256, bytes };
};

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

const putStream = async (folders: Folders, source: AsyncIterable<Uint8Array>): Promise<BlobRef> => {
  const temporary = join(folders.temporary, randomUUID());
  try {
    return await adopt(folders.lasting, temporary, await writeDurably(temporary, source));
  } catch (error) {
    await rm(temporary, { force: true });
    throw diskFull(error);
  }
};

const putFile = async (folders: Folders, path: string): Promise<BlobRef> => {
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
  folders: Folders,
  sha256: string,
  range: { readonly start: number; readonly end: number } | undefined,
): AsyncGenerator<Uint8Array> {
  if ((await statBlob(folders, sha256)) === undefined) throw missingBlob(sha256);
  try {
    yield* createReadStream(pathOf(folders.lasting, sha256), range) as AsyncIterable<Buffer>;
  } catch (error) {
    throw errorCode(error) === "ENOENT" ? missingBlob(sha256) : error;
  }
};

/**
 * Content-addressed files in `folder` (`ab/abcdef…`), readable by this user alone. What `put` and `putFile` answered is on
 * the disk under its name. One process at a time has the folder: what a dead one left half-written is removed here.
 */
export const openFileBlobs = async (folder: string): Promise<BlobStore> => {
  const folders = { lasting: folder, temporary: join(folder, "unfinished"), aside: join(folder, "set-aside") };
  await rm(folders.temporary, { recursive: true, force: true });
  await mkdir(folders.temporary, { recursive: true, mode: 0o700 });
  await mkdir(folders.aside, { recursive: true, mode: 0o700 });
  return {
    put: (source) => putStream(folders, source),
    putFile: (path) => putFile(folders, path),
    read: (sha256, range) => readBlob(folders, sha256, range),
    stat: (sha256) => statBlob(folders, sha256),
    withFile: async (sha256, use) => {
      if ((await statBlob(folders, sha256)) === undefined) throw missingBlob(sha256);
      return use(pathOf(folder, sha256));
    },
    check: async () => {
      await stat(folder);
    },
    sweep: (wish) => sweepFiles(folders, wish),
  };
};
