import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import type { BlobRef } from "@kinora/domain";

/** Makes the names in a folder durable: a renamed file may else be gone after a power cut. */
export const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const writeAll = async (handle: FileHandle, source: AsyncIterable<Uint8Array>): Promise<BlobRef> => {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of source) {
    hash.update(chunk);
    await handle.writeFile(chunk);
    bytes += chunk.byteLength;
  }
  await handle.sync();
  return { sha256: hash.digest("hex"), bytes };
};

/** Writes a new file, on the disk when this returns, and says what was written. */
export const writeDurably = async (path: string, source: AsyncIterable<Uint8Array>): Promise<BlobRef> => {
  const handle = await open(path, "wx", 0o600);
  try {
    return await writeAll(handle, source);
  } finally {
    await handle.close();
  }
};

/** Makes a file's bytes durable where they are, and says what they are. */
export const settleFile = async (path: string): Promise<BlobRef> => {
  const handle = await open(path, "r+");
  try {
    const hash = createHash("sha256");
    let bytes = 0;
    for await (const chunk of handle.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      bytes += chunk.byteLength;
    }
    await handle.sync();
    return { sha256: hash.digest("hex"), bytes };
  } finally {
    await handle.close();
  }
};
