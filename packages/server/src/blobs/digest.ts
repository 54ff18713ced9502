import { createHash } from "node:crypto";
import { Failure } from "@kinora/contract";
import type { BlobRef } from "@kinora/domain";

/** Whether a name is that of a blob: 64 hexadecimal digits. */
export const isDigest = (name: string): boolean => /^[0-9a-f]{64}$/u.test(name);

export const missingBlob = (sha256: string): Failure =>
  new Failure("artifact_not_found", { detail: `There is no stored file with the digest ${sha256}.` });

/** Reads bytes to their end and says what they are; `onChunk` sees each of them. */
export const digestOf = async (
  source: AsyncIterable<Uint8Array>,
  onChunk: (chunk: Uint8Array) => Promise<void> = () => Promise.resolve(),
): Promise<BlobRef> => {
  const hash = createHash("sha256");
  let bytes = 0;
  for await (const chunk of source) {
    hash.update(chunk);
    await onChunk(chunk);
    bytes += chunk.byteLength;
  }
  return { sha256: hash.digest("hex"), bytes };
};
