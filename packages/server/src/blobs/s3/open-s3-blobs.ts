import { createReadStream } from "node:fs";
import { open, rm } from "node:fs/promises";
import type { BlobRef, BlobStore } from "@kinora/domain";
import type { S3Place } from "../../config/blob-place.ts";
import { digestOf, isDigest, missingBlob } from "../digest.ts";
import { diskFull } from "../disk-full.ts";
import type { Bucket, ByteSpan } from "./bucket.ts";
import { type LocalCopies, openLocalCopies } from "./local-copies.ts";
import { asidePrefixOf, keyOf } from "./object-keys.ts";
import { openBucket } from "./open-bucket.ts";
import { readObject } from "./read-object.ts";
import { createObjectSweep } from "./sweep-objects.ts";

export interface S3BlobsOptions {
  readonly place: S3Place;
  /** Emptied now and at the close: what it holds are copies. */
  readonly folder: string;
}

/** Copies that nobody uses any more are kept up to this sum. */
const COPIES_MAX_BYTES = 1024 ** 3;

interface S3Blobs {
  readonly bucket: Bucket;
  readonly copies: LocalCopies;
}

/** What a sweep set aside comes back as soon as somebody asks for it; the copy that lay aside is the sweep's to remove. */
const restore = async (bucket: Bucket, sha256: string): Promise<boolean> => {
  for (const { key } of await bucket.list({ prefix: asidePrefixOf(sha256) })) {
    if (await bucket.copy(key, keyOf(sha256))) return true;
  }
  return false;
};

const statObject = async (bucket: Bucket, sha256: string): Promise<BlobRef | undefined> => {
  if (!isDigest(sha256)) return undefined;
  let found = await bucket.head(keyOf(sha256));
  if (found === undefined && (await restore(bucket, sha256))) found = await bucket.head(keyOf(sha256));
  return found && { sha256, bytes: found.bytes };
};

/** A whole file of this machine becomes an object, unless it is one; then it is the copy of it. */
const upload = async ({ bucket, copies }: S3Blobs, path: string, ref: BlobRef): Promise<BlobRef> => {
  const stored = await statObject(bucket, ref.sha256);
  if (stored?.bytes !== ref.bytes) await bucket.put(keyOf(ref.sha256), path);
  await copies.adopt(path, ref);
  return ref;
};

const putStream = async (blobs: S3Blobs, source: AsyncIterable<Uint8Array>): Promise<BlobRef> => {
  const path = blobs.copies.newPath();
  try {
    const handle = await open(path, "wx", 0o600);
    try {
      const ref = await digestOf(source, (chunk) => handle.writeFile(chunk));
      return await upload(blobs, path, ref);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw diskFull(error);
  } finally {
    await rm(path, { force: true });
  }
};

const putFile = async (blobs: S3Blobs, path: string): Promise<BlobRef> =>
  upload(blobs, path, await digestOf(createReadStream(path) as AsyncIterable<Buffer>));

const read = (bucket: Bucket, sha256: string, range: ByteSpan = { start: 0 }): AsyncIterable<Uint8Array> =>
  readObject(range, async (span) => {
    if (!isDigest(sha256)) throw missingBlob(sha256);
    const key = keyOf(sha256);
    const found = (await bucket.get(key, span)) ?? ((await restore(bucket, sha256)) && (await bucket.get(key, span)));
    if (found === undefined || found === false) throw missingBlob(sha256);
    return found;
  });

const withFile = async <T>(
  { bucket, copies }: S3Blobs,
  sha256: string,
  use: (path: string) => Promise<T>,
): Promise<T> => {
  const ref = await statObject(bucket, sha256);
  if (ref === undefined) throw missingBlob(sha256);
  return copies.withFile(ref, () => read(bucket, sha256), use);
};

/**
 * Content-addressed objects in a bucket of any server that speaks S3's protocol (`prefix/ab/abcdef…`). An object is written whole or
 * not at all, and its key is the digest of its bytes, so writing it again is harmless. Whoever needs a file gets a copy in
 * `folder`. Opening it asks the server for nothing.
 */
export const openS3Blobs = async ({ place, folder }: S3BlobsOptions): Promise<BlobStore> => {
  const copies = await openLocalCopies(folder, COPIES_MAX_BYTES);
  const bucket = await openBucket(place);
  const blobs = { bucket, copies };
  return {
    put: (source) => putStream(blobs, source),
    putFile: (path) => putFile(blobs, path),
    read: (sha256, range) => read(bucket, sha256, range),
    stat: (sha256) => statObject(bucket, sha256),
    withFile: (sha256, use) => withFile(blobs, sha256, use),
    presign: (sha256, wish) => bucket.presign(keyOf(sha256), wish),
    check: () => bucket.check(),
    sweep: createObjectSweep(bucket),
    close: () => {
      bucket.close();
      return copies.clear();
    },
  };
};
