import type { RgbImage } from "@kinora/media";
import type { FloatMap } from "../../scene.ts";

/** BT.709, limited range. */
export type Yuv = readonly [y: number, u: number, v: number];

export function yuvOf(red: number, green: number, blue: number): Yuv {
  const light = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  const chroma = 224 / 255;
  return [16 + (light * 219) / 255, 128 + ((blue - light) * chroma) / 1.8556, 128 + ((red - light) * chroma) / 1.5748];
}

/** The picture as a few large dots: colours of its parts, each channel 0 to 255. */
export interface Coarse {
  readonly red: FloatMap;
  readonly green: FloatMap;
  readonly blue: FloatMap;
  /** BT.709 luma, 0 to 255. */
  readonly light: FloatMap;
}

const LONGEST = 48;

/** Means of the picture's parts, at most 48 on the long side. */
export function coarsePicture({ width, height, data }: RgbImage): Coarse {
  const scale = Math.min(1, LONGEST / Math.max(width, height));
  const size = { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
  const sums = new Float64Array(size.width * size.height * 4);
  // Every other pixel of every other row is plenty for means.
  for (let y = 0; y < height; y += 2) {
    const row = Math.floor((y * size.height) / height) * size.width;
    for (let x = 0; x < width; x += 2) {
      const to = (row + Math.floor((x * size.width) / width)) * 4;
      const at = (y * width + x) * 3;
      sums[to]! += data[at]!;
      sums[to + 1]! += data[at + 1]!;
      sums[to + 2]! += data[at + 2]!;
      sums[to + 3]! += 1;
    }
  }
  const channel = (index: number): FloatMap => ({
    ...size,
    data: Float32Array.from(
      { length: size.width * size.height },
      (_, at) => sums[at * 4 + index]! / Math.max(1, sums[at * 4 + 3]!),
    ),
  });
  const [red, green, blue] = [channel(0), channel(1), channel(2)];
  const light = {
    ...size,
    data: red.data.map((value, at) => 0.2126 * value + 0.7152 * green.data[at]! + 0.0722 * blue.data[at]!),
  };
  return { red, green, blue, light };
}

/** Values of a map that are looked at for its quantiles: plenty. */
const LOOKS = 6000;

/** The value below which a share of a map's values lie. */
export function quantile({ data }: FloatMap, share: number): number {
  const step = Math.max(1, Math.floor(data.length / LOOKS));
  const sorted = data.filter((_, at) => at % step === 0).toSorted();
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
