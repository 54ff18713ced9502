import { Failure, type FailureCode } from "@kinora/contract";

/** Yields at most `maxBytes`, then fails with `code`: a sender's Content-Length is not to be believed. */
export async function* capBytes(
  source: AsyncIterable<Uint8Array>,
  maxBytes: number,
  code: FailureCode = "body_too_large",
): AsyncGenerator<Uint8Array, void, undefined> {
  let seenBytes = 0;
  for await (const chunk of source) {
    seenBytes += chunk.byteLength;
    if (seenBytes > maxBytes) throw tooManyBytes(maxBytes, code);
    yield chunk;
  }
}

/** The failure of a body that is, or claims to be, longer than `maxBytes`. */
export const tooManyBytes = (maxBytes: number, code: FailureCode): Failure =>
  new Failure(code, { detail: `There is more than the ${formatBytes(maxBytes)} that are taken: make it smaller.` });

const formatBytes = (bytes: number): string =>
  bytes >= 1_048_576 ? `${Math.floor(bytes / 104_857.6) / 10} MiB` : `${bytes} bytes`;
