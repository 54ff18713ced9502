import { readFileSync } from "node:fs";
import { crc32, deflateSync } from "node:zlib";

/** For tests: pictures that need no library to make. */

const chunk = (type: string, data: Uint8Array): Buffer => {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const frame = Buffer.alloc(body.length + 8);
  frame.writeUInt32BE(data.length, 0);
  body.copy(frame, 4);
  frame.writeUInt32BE(crc32(body), body.length + 4);
  return frame;
};

const pngOf = (width: number, height: number, rows: Uint8Array): Buffer => {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows)),
    chunk("IEND", new Uint8Array()),
  ]);
};

/** A whole PNG of one grey; another `shade` is another picture. */
export const greyPng = (width: number, height: number, shade = 128): Buffer => {
  const rows = Buffer.alloc((width * 3 + 1) * height, shade);
  for (let row = 0; row < height; row += 1) rows[row * (width * 3 + 1)] = 0;
  return pngOf(width, height, rows);
};

/** A PNG that says it is 30,000 pixels wide and high, and has not one row. */
export const hugePng = (): Buffer => pngOf(30_000, 30_000, new Uint8Array());

const photo = new URL("../../../../examples/mountain.jpg", import.meta.url);

/** The first half of a photograph. */
export const truncatedJpeg = (): Buffer => {
  const whole = readFileSync(photo);
  return whole.subarray(0, Math.floor(whole.length / 2));
};

export const SVG =
  '<svg xmlns="http://www.w3.org/2000/svg" width="64" height="64"><rect width="64" height="64"/></svg>';
