import { viewOf } from "../../mp4/box.ts";

export interface RawPicture {
  readonly width: number;
  readonly height: number;
  readonly channels: 3 | 4;
  /** Interleaved 8-bit samples, `width * height * channels` of them. */
  readonly data: Uint8Array;
  readonly icc: Uint8Array | undefined;
}

const [SHORT, LONG, UNDEFINED] = [3, 4, 7] as const;
const ENTRY_BYTES = 12;
const HEADER_BYTES = 8;

/**
 * Pixels and their colour profile as a file that needs no decoding: a TIFF 6.0 without compression, in one strip. libvips
 * takes raw pixels too, but no profile with them.
 */
export function rawAsTiff({ width, height, channels, data, icc }: RawPicture): Uint8Array {
  const entries: [tag: number, type: number, count: number, value: number][] = [];
  const entryCount = 10 + (channels === 4 ? 1 : 0) + (icc === undefined ? 0 : 1);
  const bitsAt = HEADER_BYTES + 2 + entryCount * ENTRY_BYTES + 4;
  const iccAt = bitsAt + 2 * channels;
  const dataAt = iccAt + Math.ceil((icc?.length ?? 0) / 2) * 2;
  entries.push([256, LONG, 1, width], [257, LONG, 1, height], [258, SHORT, channels, bitsAt], [259, SHORT, 1, 1]);
  entries.push([262, SHORT, 1, 2], [273, LONG, 1, dataAt], [277, SHORT, 1, channels], [278, LONG, 1, height]);
  entries.push([279, LONG, 1, data.length], [284, SHORT, 1, 1]);
  if (channels === 4) entries.push([338, SHORT, 1, 2]); // the fourth is alpha, not premultiplied
  if (icc !== undefined) entries.push([34_675, UNDEFINED, icc.length, iccAt]);

  const file = new Uint8Array(dataAt + data.length);
  const view = viewOf(file);
  file.set([0x49, 0x49, 42, 0, HEADER_BYTES]);
  view.setUint16(HEADER_BYTES, entries.length, true);
  for (const [index, [tag, type, count, value]] of entries.entries()) {
    const at = HEADER_BYTES + 2 + index * ENTRY_BYTES;
    view.setUint16(at, tag, true);
    view.setUint16(at + 2, type, true);
    view.setUint32(at + 4, count, true);
    view.setUint32(at + 8, value, true); // a single SHORT stands first in its four bytes: the same in this byte order
  }
  for (let channel = 0; channel < channels; channel += 1) view.setUint16(bitsAt + 2 * channel, 8, true);
  if (icc !== undefined) file.set(icc, iccAt);
  file.set(data, dataAt);
  return file;
}
