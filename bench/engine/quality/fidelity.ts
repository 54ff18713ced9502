/** How close a frame is to the photograph, and how sharp it stays. */
import type { Plane } from "./plane.ts";

/** Peak signal to noise, dB; the planes or interleaved pictures must have one size. */
export function psnr(one: Uint8Array, other: Uint8Array): number {
  if (one.length !== other.length) throw new Error(`Pictures of ${one.length} and ${other.length} bytes.`);
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += (one[at]! - other[at]!) ** 2;
  return sum === 0 ? Number.POSITIVE_INFINITY : 10 * Math.log10((255 * 255 * one.length) / sum);
}

/** Wang et al. 2004: the constants of SSIM for 8 bits; windows of 8 × 8 every 4 px instead of a Gaussian. */
const C1 = (0.01 * 255) ** 2;
const C2 = (0.03 * 255) ** 2;
const WINDOW = 8;
const STEP = 4;

/** Mean structural similarity of two planes of one size, at most 1. */
export function ssim(one: Plane, other: Plane): number {
  let [sum, count] = [0, 0];
  for (let top = 0; top + WINDOW <= one.height; top += STEP) {
    for (let left = 0; left + WINDOW <= one.width; left += STEP) {
      sum += windowSimilarity(one, other, top * one.width + left);
      count += 1;
    }
  }
  return sum / count;
}

function windowSimilarity(one: Plane, other: Plane, start: number): number {
  let [a, b, aa, bb, ab] = [0, 0, 0, 0, 0];
  for (let y = 0; y < WINDOW; y += 1) {
    for (let at = start + y * one.width; at < start + y * one.width + WINDOW; at += 1) {
      const [p, q] = [one.data[at]!, other.data[at]!];
      a += p;
      b += q;
      aa += p * p;
      bb += q * q;
      ab += p * q;
    }
  }
  const n = WINDOW * WINDOW;
  const [meanA, meanB] = [a / n, b / n];
  const spread = aa / n - meanA * meanA + (bb / n - meanB * meanB);
  const common = ab / n - meanA * meanB;
  return ((2 * meanA * meanB + C1) * (2 * common + C2)) / ((meanA * meanA + meanB * meanB + C1) * (spread + C2));
}

/** Variance of the Laplacian (four neighbours): the usual measure of sharpness. */
export function laplacianVariance({ width, height, data }: Plane): number {
  let [sum, squares] = [0, 0];
  for (let y = 1; y < height - 1; y += 1) {
    for (let at = y * width + 1; at < (y + 1) * width - 1; at += 1) {
      const value = data[at - 1]! + data[at + 1]! + data[at - width]! + data[at + width]! - 4 * data[at]!;
      sum += value;
      squares += value * value;
    }
  }
  const count = (width - 2) * (height - 2);
  return squares / count - (sum / count) ** 2;
}

/** Mean absolute difference of two planes, in levels. */
export function meanDifference(one: Plane, other: Plane): number {
  let sum = 0;
  for (let at = 0; at < one.data.length; at += 1) sum += Math.abs(one.data[at]! - other.data[at]!);
  return sum / one.data.length;
}

/** Mean absolute difference over some pixels, in levels. */
export function meanDifferenceIn(one: Plane, other: Plane, pixels: Int32Array): number {
  let sum = 0;
  for (const at of pixels) sum += Math.abs(one.data[at]! - other.data[at]!);
  return sum / pixels.length;
}

/** The luma of an interleaved R, G, B picture (BT.709). */
export function lumaOf(rgb: Uint8Array, { width, height }: { width: number; height: number }): Plane {
  const data = new Uint8Array(width * height);
  for (let at = 0; at < data.length; at += 1) {
    data[at] = Math.round(0.2126 * rgb[3 * at]! + 0.7152 * rgb[3 * at + 1]! + 0.0722 * rgb[3 * at + 2]!);
  }
  return { width, height, data };
}
