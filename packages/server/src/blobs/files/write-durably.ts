import { open } from "node:fs/promises";
import type { BlobRef } from "@kinora/domain";
import { digestOf } from "../digest.ts";

/** Makes the names in a folder durable: a renamed file may else be gone after a power cut. */
export const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
};

/** Writes a new file, on the disk when this returns, and says what was written. */
export const writeDurably = async (path: string, source: AsyncIterable<Uint8Array>): Promise<BlobRef> => {
  const handle = await open(path, "wx", 0o600);
  try {
    const ref = await digestOf(source, (chunk) => handle.writeFile(chunk));
    await handle.sync();
    return ref;
  } finally {
    await handle.close();
  }
};

/** Makes a file's bytes durable where they are, and says what they are. */
export const settleFile = async (path: string): Promise<BlobRef> => {
  const handle = await open(path, "r+");
  try {
    const ref = await digestOf(handle.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>);
    await handle.sync();
    return ref;
  } finally {
    await handle.close();
  }
};
