/**
 * MP4 boxes (ISO/IEC 14496-12, 4.2) as a tree: those that we look inside have children, all others are bytes. Only what
 * finishing a small film of our own needs; demuxing strangers' files is mediabunny's work.
 */
export interface Mp4Box {
  readonly type: string;
  body: Uint8Array | Mp4Box[];
}

const CONTAINERS = new Set(["moov", "trak", "mdia", "minf", "stbl"]);

export interface BoxHeader {
  readonly type: string;
  /** Whole box, header included. */
  readonly size: number;
  readonly headerSize: number;
}

/** Enough bytes for any header. */
export const BOX_HEADER_BYTES = 16;

/** Reads the header at the start of `bytes`; `remaining` is what is left of the file or parent (a size of 0 means "all"). */
export function readBoxHeader(bytes: Uint8Array, remaining: number): BoxHeader {
  if (bytes.length < 8) throw new RangeError("An MP4 box is cut short.");
  const view = viewOf(bytes);
  const type = String.fromCharCode(...bytes.subarray(4, 8));
  const size32 = view.getUint32(0);
  const isLong = size32 === 1;
  if (isLong && bytes.length < 16) throw new RangeError(`The MP4 box ${type} is cut short.`);
  const headerSize = isLong ? 16 : 8;
  const size = isLong ? Number(view.getBigUint64(8)) : size32 === 0 ? remaining : size32;
  if (size < headerSize || size > remaining) throw new RangeError(`The MP4 box ${type} says a wrong size (${size}).`);
  return { type, size, headerSize };
}

/** All boxes in `bytes`, which share its memory. */
export function parseBoxes(bytes: Uint8Array): Mp4Box[] {
  const boxes: Mp4Box[] = [];
  for (let at = 0; at < bytes.length;) {
    const { type, size, headerSize } = readBoxHeader(bytes.subarray(at), bytes.length - at);
    const body = bytes.subarray(at + headerSize, at + size);
    boxes.push({ type, body: CONTAINERS.has(type) ? parseBoxes(body) : body });
    at += size;
  }
  return boxes;
}

export function boxSize(box: Mp4Box): number {
  return (
    8 + (box.body instanceof Uint8Array ? box.body.length : box.body.reduce((sum, child) => sum + boxSize(child), 0))
  );
}

export function serializeBox(box: Mp4Box): Uint8Array {
  const body = box.body instanceof Uint8Array ? box.body : concatBytes(box.body.map(serializeBox));
  const header = new Uint8Array(8);
  viewOf(header).setUint32(0, 8 + body.length);
  header.set(bytesOfType(box.type), 4);
  return concatBytes([header, body]);
}

export const childrenOf = (box: Mp4Box): Mp4Box[] => (box.body instanceof Uint8Array ? [] : box.body);

/** Every box of that type below `box`, at any depth. */
export function descendants(box: Mp4Box, type: string): Mp4Box[] {
  return childrenOf(box).flatMap((child) => [...(child.type === type ? [child] : []), ...descendants(child, type)]);
}

/** The bytes of a box that is known to be a leaf. */
export function leafBytes(box: Mp4Box): Uint8Array {
  if (box.body instanceof Uint8Array) return box.body;
  throw new RangeError(`The MP4 box ${box.type} has children where bytes were expected.`);
}

export const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Four Latin-1 letters: "©too" is the bytes A9 74 6F 6F. */
const bytesOfType = (type: string): Uint8Array => Uint8Array.from(type, (letter) => letter.charCodeAt(0));
