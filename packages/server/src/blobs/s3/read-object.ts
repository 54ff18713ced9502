import { Failure } from "@kinora/contract";
import type { ByteSpan, OpenObject } from "./bucket.ts";

/** So often in a row a transfer may break without a byte of progress. */
const MOST_BREAKS = 3;

/**
 * The bytes of an object as they come; a transfer that breaks goes on where it broke. Throws `storage_unreachable` where it
 * keeps breaking. `open` begins a transfer, and throws where there is no such object.
 */
export const readObject = async function* (
  { start, end }: ByteSpan,
  open: (span: ByteSpan) => Promise<OpenObject>,
): AsyncGenerator<Uint8Array> {
  let at = start;
  let endsBefore: number | undefined;
  for (let breaks = 0; endsBefore === undefined || at < endsBefore;) {
    const before = at;
    const { body, bytes } = await open({ start: at, ...(end !== undefined && { end }) });
    endsBefore ??= start + bytes;
    let cause: unknown;
    try {
      for await (const chunk of body) {
        at += chunk.byteLength;
        yield chunk;
      }
    } catch (error) {
      cause = error;
    }
    breaks = at > before ? 0 : breaks + 1;
    if (at < endsBefore && breaks >= MOST_BREAKS) throw broke(cause);
  }
};

const broke = (cause: unknown): Failure =>
  new Failure("storage_unreachable", { detail: "The storage of files breaks off in the middle of a file.", cause });
