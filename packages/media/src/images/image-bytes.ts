import { open, readFile } from "node:fs/promises";
import type { ImageSource } from "./open-image.ts";

/** The bytes of a picture, wherever they lie, read a piece at a time. */
export interface ImageBytes {
  readonly size: number;
  /** At most `length` bytes from `at`; fewer only at the end. */
  readonly read: (at: number, length: number) => Promise<Uint8Array>;
}

/** Opens the source for the time of `use`. */
export async function withImageBytes<T>(source: ImageSource, use: (bytes: ImageBytes) => Promise<T>): Promise<T> {
  if (typeof source !== "string") {
    return use({
      size: source.byteLength,
      read: (at, length) => Promise.resolve(source.subarray(at, at + length)),
    });
  }
  const file = await open(source, "r");
  try {
    const { size } = await file.stat();
    const read = async (at: number, length: number): Promise<Uint8Array> => {
      const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, at);
      return buffer.subarray(0, bytesRead);
    };
    return await use({ size, read });
  } finally {
    await file.close();
  }
}

/** All of them, in memory. */
export const allBytes = async (source: ImageSource): Promise<Uint8Array> =>
  typeof source === "string" ? readFile(source) : source;
