import type { I420Frame, RgbImage } from "./pixels.ts";

// ITU-R BT.709-6, limited range: Y = 16 + 219 E'y, C = 128 + 224 E'c.
const KR = 0.2126;
const KB = 0.0722;
const KG = 1 - KR - KB;
const LUMA = 219 / 255;
const CHROMA = 224 / 255;

/**
 * RGB to BT.709 limited-range I420, chroma sited left: each chroma sample is the mean of two rows, weighted 1-2-1 across
 * the columns around its own. Width and height must be even. For tests and tools; the engine's own converter is WASM.
 */
export function rgbToI420(image: RgbImage): I420Frame {
  const { width, height, data } = image;
  const chromaWidth = width / 2;
  const chromaSize = chromaWidth * (height / 2);
  const out = new Uint8Array(width * height + 2 * chromaSize);
  for (let pixel = 0; pixel < width * height; pixel++) {
    out[pixel] = Math.round(16 + LUMA * lumaAt(data, pixel));
  }
  for (let y = 0; y < height; y += 2) {
    for (let x = 0; x < width; x += 2) {
      const [red, green, blue] = meanAround(image, x, y);
      const luma = KR * red + KG * green + KB * blue;
      const at = width * height + (y / 2) * chromaWidth + x / 2;
      out[at] = Math.round(128 + (CHROMA * (blue - luma)) / (2 * (1 - KB)));
      out[at + chromaSize] = Math.round(128 + (CHROMA * (red - luma)) / (2 * (1 - KR)));
    }
  }
  return { width, height, data: out };
}

function lumaAt(data: Uint8Array, pixel: number): number {
  const at = pixel * 3;
  return KR * data[at]! + KG * data[at + 1]! + KB * data[at + 2]!;
}

function meanAround(image: RgbImage, x: number, y: number): [number, number, number] {
  const { width, data } = image;
  const sums: [number, number, number] = [0, 0, 0];
  const left = Math.max(0, x - 1);
  for (const [column, weight] of [
    [left, 1],
    [x, 2],
    [x + 1, 1],
  ] as const) {
    for (let row = y; row < y + 2; row++) {
      const at = (row * width + column) * 3;
      for (let channel = 0; channel < 3; channel++) sums[channel]! += weight * data[at + channel]!;
    }
  }
  return [sums[0] / 8, sums[1] / 8, sums[2] / 8];
}

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
