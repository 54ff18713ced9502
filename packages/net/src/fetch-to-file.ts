import { createHash, randomUUID } from "node:crypto";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import type { FetchCappedOptions } from "./fetch-capped-options.ts";
import { fetchCapped } from "./fetch-capped.ts";

export interface FetchToFileOptions extends FetchCappedOptions {
  /** Where the whole file is to be. Its folder exists. */
  readonly path: string;
}

export interface FetchedFile {
  readonly path: string;
  readonly bytes: number;
  /** Lower-case hexadecimal. */
  readonly sha256: string;
  readonly url: URL;
  readonly contentType: string | undefined;
}

/**
 * `fetchCapped` into a file: written beside `path` under a name of its own, flushed to the disk, then renamed, so that
 * `path` is either absent or whole. On failure nothing is left.
 */
export async function fetchToFile({ path, ...options }: FetchToFileOptions): Promise<FetchedFile> {
  const download = await fetchCapped(options);
  const partPath = `${path}.${randomUUID()}.part`;
  try {
    const written = await writeWhole(partPath, download.body);
    await rename(partPath, path);
    return { path, ...written, url: download.url, contentType: download.contentType };
  } catch (error) {
    await rm(partPath, { force: true });
    throw error;
  } finally {
    await download.cancel();
  }
}

async function writeWhole(path: string, body: AsyncIterable<Uint8Array>): Promise<{ bytes: number; sha256: string }> {
  const file = await open(path, "wx", 0o600);
  try {
    const written = await writeAll(file, body);
    await file.sync();
    return written;
  } finally {
    await file.close();
  }
}

async function writeAll(file: FileHandle, body: AsyncIterable<Uint8Array>): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of body) {
    await file.writeFile(chunk);
    hash.update(chunk);
    bytes += chunk.byteLength;
  }
  return { bytes, sha256: hash.digest("hex") };
}
