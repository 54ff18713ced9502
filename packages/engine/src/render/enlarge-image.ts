import { resizeImage, type RgbImage } from "@kinora/media";
import type { PictureSize } from "@kinora/contract";
import { enlargingTaps, type Taps } from "./resampling-taps.ts";

/** The image at another size. One that is smaller is enlarged middle on middle, as textures are; libvips makes smaller ones. */
export function imageAt(image: RgbImage, size: PictureSize): Promise<RgbImage> {
  const { width, height } = size;
  const isSame = image.width === width && image.height === height;
  const isSmaller = image.width <= width && image.height <= height && !isSame;
  return isSmaller ? Promise.resolve(enlargeImage(image, size)) : resizeImage(image, size);
}

const CHANNELS = 3;
const TAPS = 6;
const ONE = 16_384;

/** First source index and weights of a place. */
interface Tap {
  readonly first: number;
  readonly weights: Float32Array;
}

/** The taps of one axis, without the zeros that would reach beyond a source of fewer places than taps. */
function tapsOf(taps: Taps, from: number): readonly Tap[] {
  const view = new DataView(taps.buffer);
  const count = Math.min(TAPS, from);
  return Array.from({ length: taps.length / 16 }, (_, place) => ({
    first: view.getInt32(place * 16, true),
    weights: Float32Array.from({ length: count }, (__, tap) => view.getInt16(place * 16 + 4 + tap * 2, true) / ONE),
  }));
}

/**
 * A picture enlarged by Lanczos so that what lies in its middle lies in the middle. libvips puts it up to half a pixel of the
 * small picture too far to the right and down: a clip of a small photograph would not begin with the photograph.
 */
export function enlargeImage(image: RgbImage, { width, height }: PictureSize): RgbImage {
  const wide = acrossRows(image, width);
  const perRow = width * CHANNELS;
  const data = new Uint8Array(perRow * height);
  const sums = new Float32Array(perRow);
  tapsOf(enlargingTaps(image.height, height), image.height).forEach(({ first, weights }, y) => {
    sums.fill(0.5);
    weights.forEach((weight, tap) => {
      const row = wide.subarray((first + tap) * perRow, (first + tap + 1) * perRow);
      for (let at = 0; at < perRow; at += 1) sums[at]! += weight * row[at]!;
    });
    for (let at = 0; at < perRow; at += 1) data[y * perRow + at] = Math.max(0, Math.min(255, sums[at]!));
  });
  return { width, height, data };
}

/** Each row of an image at another width, not yet rounded. */
function acrossRows(image: RgbImage, width: number): Float32Array {
  const out = new Float32Array(width * image.height * CHANNELS);
  tapsOf(enlargingTaps(image.width, width), image.width).forEach(({ first, weights }, x) => {
    for (let y = 0; y < image.height; y += 1) {
      let from = (y * image.width + first) * CHANNELS;
      let [red, green, blue] = [0, 0, 0];
      for (const weight of weights) {
        red += weight * image.data[from]!;
        green += weight * image.data[from + 1]!;
        blue += weight * image.data[from + 2]!;
        from += CHANNELS;
      }
      const to = (y * width + x) * CHANNELS;
      out[to] = red;
      out[to + 1] = green;
      out[to + 2] = blue;
    }
  });
  return out;
}
