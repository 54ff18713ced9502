import type { I420Frame, RgbImage } from "./pixels.ts";

// ITU-R BT.709-6, limited range: Y = 16 + 219 E'y, C = 128 + 224 E'c.
const KR = 0.2126;
const KB = 0.0722;
const KG = 1 - KR - KB;
const LUMA = 219 / 255;
const CHROMA = 224 / 255;

/**
 * RGB to BT.709 limited-range I420, chroma sited left: each chroma sample is the mean of two rows, weighted 1-2-1 across
 * the columns around its own. Width and height must be even. The engine's own converter is WASM, and faster.
 */
export function rgbToI420({ width, height, data }: RgbImage): I420Frame {
  const pixels = width * height;
  const out = new Uint8Array(pixels + pixels / 2);
  for (let pixel = 0, at = 0; pixel < pixels; pixel++, at += 3) {
    out[pixel] = nearest(16 + LUMA * (KR * data[at]! + KG * data[at + 1]! + KB * data[at + 2]!));
  }
  let blueAt = pixels;
  let redAt = pixels + pixels / 4;
  const row = width * 3;
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      const at = y * row + x * 3;
      const left = x === 0 ? at : at - 3;
      const red = around(data, left, at, row);
      const green = around(data, left + 1, at + 1, row);
      const blue = around(data, left + 2, at + 2, row);
      const luma = KR * red + KG * green + KB * blue;
      out[blueAt++] = nearest(128 + (CHROMA * (blue - luma)) / (2 * (1 - KB)));
      out[redAt++] = nearest(128 + (CHROMA * (red - luma)) / (2 * (1 - KR)));
    }
  }
  return { width, height, data: out };
}

/** Of a number that is not negative; several times as fast as `Math.round`. */
const nearest = (value: number): number => (value + 0.5) | 0;

/** One channel's mean around a chroma sample: `left` and `at` are its bytes in the upper row. */
const around = (data: Uint8Array, left: number, at: number, row: number): number =>
  (data[left]! + 2 * data[at]! + data[at + 3]! + data[left + row]! + 2 * data[at + row]! + data[at + row + 3]!) / 8;

/** BT.709 limited-range I420 to RGB; chroma is repeated, not interpolated. For tests and stills. */
export function i420ToRgb(frame: I420Frame): RgbImage {
  const { width, height, data } = frame;
  const chromaWidth = width / 2;
  const blueAt = width * height;
  const redAt = blueAt + chromaWidth * (height / 2);
  const out = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const chroma = (y >> 1) * chromaWidth + (x >> 1);
      const luma = (data[y * width + x]! - 16) / LUMA;
      const cb = ((data[blueAt + chroma]! - 128) / CHROMA) * 2 * (1 - KB);
      const cr = ((data[redAt + chroma]! - 128) / CHROMA) * 2 * (1 - KR);
      const at = (y * width + x) * 3;
      out[at] = toByte(luma + cr);
      out[at + 1] = toByte(luma - (KB * cb + KR * cr) / KG);
      out[at + 2] = toByte(luma + cb);
    }
  }
  return { width, height, data: out };
}

const toByte = (value: number): number => Math.min(255, Math.max(0, Math.round(value)));
