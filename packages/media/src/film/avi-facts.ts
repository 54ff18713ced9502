import { open } from "node:fs/promises";
import { unusable } from "./check-video.ts";

/** What the headers of an AVI say of its picture stream. */
export interface AviFacts {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly frameCount: number;
  readonly hasSound: boolean;
}

/** Headers lie at the front; those with an index of indices are a few kilobytes long. */
const HEADER_BYTES = 64 * 1024;

interface Chunk {
  readonly id: string;
  /** Of a list: what it lists. */
  readonly kind: string;
  readonly body: Buffer;
}

/**
 * Reads the headers of an AVI (Microsoft, AVI RIFF File Reference): a list `hdrl` with a list `strl` for each stream, whose
 * `strh` tells kind, rate and length, and whose `strf` tells the size. Throws Failure `result_unusable`.
 */
export async function readAviFacts(path: string): Promise<AviFacts> {
  const { head, bytes } = await readHead(path);
  if (head.length < 12) throw unusable("it is cut short");
  const promised = head.readUInt32LE(4) + 8;
  if (bytes < promised) throw unusable(`it is cut short: ${bytes} of ${promised} bytes are there`);
  const headers = chunksIn(head.subarray(12)).find(({ id, kind }) => id === "LIST" && kind === "hdrl");
  const streams = chunksIn(headers?.body ?? Buffer.alloc(0)).filter(({ kind }) => kind === "strl");
  const kindOf = ({ body }: Chunk): string => streamHeader(body)?.toString("latin1", 0, 4) ?? "";
  const picture = streams.find((stream) => kindOf(stream) === "vids");
  if (picture === undefined) throw unusable("it has no picture track");
  return { ...readPicture(picture.body), hasSound: streams.some((stream) => kindOf(stream) === "auds") };
}

async function readHead(path: string): Promise<{ head: Buffer; bytes: number }> {
  const file = await open(path, "r");
  try {
    const { size: bytes } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEADER_BYTES), 0, HEADER_BYTES, 0);
    return { head: buffer.subarray(0, bytesRead), bytes };
  } finally {
    await file.close();
  }
}

/** Chunks that follow each other, each of an id, a length and a body of even length; the last may be cut off. */
function chunksIn(bytes: Buffer): Chunk[] {
  const chunks: Chunk[] = [];
  for (let at = 0; at + 8 <= bytes.length;) {
    const id = bytes.toString("latin1", at, at + 4);
    const length = bytes.readUInt32LE(at + 4);
    const isList = id === "LIST";
    const body = bytes.subarray(at + (isList ? 12 : 8), at + 8 + length);
    chunks.push({ id, kind: isList ? bytes.toString("latin1", at + 8, at + 12) : "", body });
    at += 8 + length + (length % 2);
  }
  return chunks;
}

const streamHeader = (stream: Buffer): Buffer | undefined =>
  chunksIn(stream).find(({ id, body }) => id === "strh" && body.length >= 36)?.body;

function readPicture(stream: Buffer): Omit<AviFacts, "hasSound"> {
  const header = streamHeader(stream);
  const format = chunksIn(stream).find(({ id, body }) => id === "strf" && body.length >= 12)?.body;
  if (header === undefined || format === undefined) throw unusable("its picture track cannot be read");
  const [scale, rate, frameCount] = [header.readUInt32LE(20), header.readUInt32LE(24), header.readUInt32LE(32)];
  const fps = rate / scale;
  if (!Number.isFinite(fps) || fps <= 0) throw unusable("it says no rate");
  // A height below zero says that the rows begin at the top.
  return { width: format.readUInt32LE(4), height: Math.abs(format.readInt32LE(8)), fps, frameCount };
}
