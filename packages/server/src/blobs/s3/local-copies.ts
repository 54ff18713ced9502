import { randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { Failure } from "@kinora/contract";
import type { BlobRef } from "@kinora/domain";
import { digestOf } from "../digest.ts";
import { errorCode } from "../error-code.ts";

/** Blobs on this machine, for those who need a file: the engine, checks, uploads. Losing them loses nothing. */
export interface LocalCopies {
  /** The file for the time of `use`; `read` gives its bytes where there is none yet. Bytes that are not the blob's throw. */
  withFile<T>(ref: BlobRef, read: () => AsyncIterable<Uint8Array>, use: (path: string) => Promise<T>): Promise<T>;
  /** A new path for a file on its way in. */
  newPath(): string;
  /** Takes a whole file of a blob, which is moved away; one of another disk stays where it is. */
  adopt(path: string, ref: BlobRef): Promise<void>;
  /** Deletes all copies. */
  clear(): Promise<void>;
}

interface Copy {
  /** Its own: what is deleted is never what comes in meanwhile. */
  readonly path: string;
  readonly bytes: number;
  /** Resolves when the file is there and whole. */
  readonly ready: Promise<void>;
  users: number;
}

const download = async (path: string, sha256: string, source: AsyncIterable<Uint8Array>): Promise<void> => {
  try {
    await pipeline(source, createWriteStream(path, { mode: 0o600 }));
    const found = await digestOf(createReadStream(path) as AsyncIterable<Buffer>);
    if (found.sha256 !== sha256) throw damaged(sha256);
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
};

/** Copies in `folder`, which is emptied now. Beyond `maxBytes` those that nobody uses go, the longest unused first. */
export const openLocalCopies = async (folder: string, maxBytes: number): Promise<LocalCopies> => {
  const clear = (): Promise<void> => rm(folder, { recursive: true, force: true });
  await clear();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  // In the order of their last use.
  const copies = new Map<string, Copy>();
  const newPath = (): string => join(folder, randomUUID());

  const evict = async (): Promise<void> => {
    let sum = [...copies.values()].reduce((total, { bytes }) => total + bytes, 0);
    for (const [sha256, { path, bytes, users }] of copies) {
      if (sum <= maxBytes) return;
      if (users > 0) continue;
      copies.delete(sha256);
      sum -= bytes;
      await rm(path, { force: true });
    }
  };

  const using = async <T>({ sha256 }: BlobRef, copy: Copy, use: (path: string) => Promise<T>): Promise<T> => {
    copies.delete(sha256);
    copies.set(sha256, copy);
    copy.users += 1;
    try {
      await copy.ready.catch((error: unknown) => {
        if (copies.get(sha256) === copy) copies.delete(sha256);
        throw error;
      });
      return await use(copy.path);
    } finally {
      copy.users -= 1;
      // What cannot be deleted goes at the next opening; it must not hide how the use ended.
      await evict().catch(() => undefined);
    }
  };

  const newCopy = ({ bytes }: BlobRef, make: (path: string) => Promise<void>): Copy => {
    const path = newPath();
    return { path, bytes, ready: make(path), users: 0 };
  };

  return {
    newPath,
    clear,
    withFile: (ref, read, use) =>
      using(ref, copies.get(ref.sha256) ?? newCopy(ref, (path) => download(path, ref.sha256, read())), use),
    adopt: async (from, ref) => {
      if (copies.has(ref.sha256)) return;
      const copy = newCopy(ref, (path) => rename(from, path));
      await using(ref, copy, () => Promise.resolve()).catch((error: unknown) => {
        if (errorCode(error) !== "EXDEV") throw error;
      });
    },
  };
};

const damaged = (sha256: string): Failure =>
  new Failure("storage_unreachable", {
    detail: `The storage of files gave other bytes than those of ${sha256}: what it stores is damaged.`,
  });
