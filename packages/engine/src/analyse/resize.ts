import type { RgbImage } from "@kinora/media";

import type { FloatMap } from "../scene.ts";

/** Three float channels, 0 to 1 (sRGB, not linear), row-major. */
export interface RgbPlanes {
  readonly width: number;
  readonly height: number;
  readonly red: Float32Array;
  readonly green: Float32Array;
  readonly blue: Float32Array;
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The size with the same shape whose long side is at most `longSide`; never larger than `size`, never below one pixel. */
export function fitWithin(size: Size, longSide: number): Size {
  const scale = Math.min(1, longSide / Math.max(size.width, size.height));
  return { width: Math.max(1, Math.round(size.width * scale)), height: Math.max(1, Math.round(size.height * scale)) };
}

/** For each target cell of one axis: the source cells that it covers and the weight of the first and the last. */
interface Coverage {
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly firstWeight: Float32Array;
  readonly lastWeight: Float32Array;
  readonly scale: number;
}

function coverage(source: number, target: number): Coverage {
  const scale = source / target;
  const first = new Int32Array(target);
  const last = new Int32Array(target);
  const firstWeight = new Float32Array(target);
  const lastWeight = new Float32Array(target);
  for (let i = 0; i < target; i++) {
    const from = i * scale;
    const to = Math.min(source, from + scale);
    first[i] = Math.min(source - 1, Math.floor(from + 1e-6));
    last[i] = Math.max(first[i]!, Math.ceil(to - 1e-6) - 1);
    firstWeight[i] = Math.min(first[i]! + 1, to) - from;
    lastWeight[i] = to - Math.max(last[i]!, from);
  }
  return { first, last, firstWeight, lastWeight, scale };
}

/** The picture as float planes, each target pixel the mean of the area it covers; an axis that grows is sampled bilinearly. */
export function downscaleImage(image: RgbImage, size: Size): RgbPlanes {
  const target = { width: Math.min(size.width, image.width), height: Math.min(size.height, image.height) };
  const planes = averageAreas(image, target);
  if (target.width === size.width && target.height === size.height) return planes;
  const grow = (data: Float32Array): Float32Array => resizeMap({ ...target, data }, size).data;
  return { ...size, red: grow(planes.red), green: grow(planes.green), blue: grow(planes.blue) };
}

function averageAreas(image: RgbImage, size: Size): RgbPlanes {
  const { width, height } = size;
  const red = new Float32Array(width * height);
  const green = new Float32Array(width * height);
  const blue = new Float32Array(width * height);
  const across = coverage(image.width, width);
  const down = coverage(image.height, height);
  const norm = 1 / (255 * across.scale * down.scale);
  const data = image.data;
  for (let y = 0; y < height; y++) {
    const top = down.first[y]!;
    const bottom = down.last[y]!;
    for (let sy = top; sy <= bottom; sy++) {
      const rowWeight = norm * (sy === top ? down.firstWeight[y]! : sy === bottom ? down.lastWeight[y]! : 1);
      const row = sy * image.width * 3;
      for (let x = 0; x < width; x++) {
        const left = across.first[x]!;
        const right = across.last[x]!;
        let p = row + left * 3;
        const w = across.firstWeight[x]!;
        let r = data[p]! * w;
        let g = data[p + 1]! * w;
        let b = data[p + 2]! * w;
        for (let sx = left + 1; sx < right; sx++) {
          p += 3;
          r += data[p]!;
          g += data[p + 1]!;
          b += data[p + 2]!;
        }
        if (right > left) {
          p += 3;
          const end = across.lastWeight[x]!;
          r += data[p]! * end;
          g += data[p + 1]! * end;
          b += data[p + 2]! * end;
        }
        const o = y * width + x;
        red[o]! += r * rowWeight;
        green[o]! += g * rowWeight;
        blue[o]! += b * rowWeight;
      }
    }
  }
  return { width, height, red, green, blue };
}

/** Float planes averaged to a smaller size. */
export function downscalePlanes(planes: RgbPlanes, size: Size): RgbPlanes {
  const shrink = (data: Float32Array): Float32Array =>
    averageMap({ width: planes.width, height: planes.height, data }, size).data;
  return { ...size, red: shrink(planes.red), green: shrink(planes.green), blue: shrink(planes.blue) };
}

/** A map averaged over areas to a size that is no larger than its own. */
export function averageMap(map: FloatMap, size: Size): FloatMap {
  const { width, height } = size;
  const out = new Float32Array(width * height);
  const across = coverage(map.width, width);
  const down = coverage(map.height, height);
  const norm = 1 / (across.scale * down.scale);
  for (let y = 0; y < height; y++) {
    const top = down.first[y]!;
    const bottom = down.last[y]!;
    for (let sy = top; sy <= bottom; sy++) {
      const rowWeight = norm * (sy === top ? down.firstWeight[y]! : sy === bottom ? down.lastWeight[y]! : 1);
      const row = sy * map.width;
      for (let x = 0; x < width; x++) {
        const left = across.first[x]!;
        const right = across.last[x]!;
        let sum = map.data[row + left]! * across.firstWeight[x]!;
        for (let sx = left + 1; sx < right; sx++) sum += map.data[row + sx]!;
        if (right > left) sum += map.data[row + right]! * across.lastWeight[x]!;
        out[y * width + x]! += sum * rowWeight;
      }
    }
  }
  return { width, height, data: out };
}

/** A map resampled bilinearly with half-pixel centres; edges are held. */
export function resizeMap(map: FloatMap, size: Size): FloatMap {
  if (map.width === size.width && map.height === size.height) return map;
  const { width, height } = size;
  const data = new Float32Array(width * height);
  const across = bilinearTaps(map.width, width);
  const down = bilinearTaps(map.height, height);
  for (let y = 0; y < height; y++) {
    const upper = down.lower[y]! * map.width;
    const below = down.upper[y]! * map.width;
    const fy = down.fraction[y]!;
    for (let x = 0; x < width; x++) {
      const left = across.lower[x]!;
      const right = across.upper[x]!;
      const fx = across.fraction[x]!;
      const a = map.data[upper + left]! * (1 - fx) + map.data[upper + right]! * fx;
      const b = map.data[below + left]! * (1 - fx) + map.data[below + right]! * fx;
      data[y * width + x] = a * (1 - fy) + b * fy;
    }
  }
  return { width, height, data };
}

export interface BilinearTaps {
  readonly lower: Int32Array;
  readonly upper: Int32Array;
  readonly fraction: Float32Array;
}

/** For each target cell of one axis, the two source cells around its centre and the share of the second. */
export function bilinearTaps(source: number, target: number): BilinearTaps {
  const lower = new Int32Array(target);
  const upper = new Int32Array(target);
  const fraction = new Float32Array(target);
  for (let i = 0; i < target; i++) {
    const at = Math.min(source - 1, Math.max(0, ((i + 0.5) * source) / target - 0.5));
    lower[i] = Math.floor(at);
    upper[i] = Math.min(source - 1, lower[i]! + 1);
    fraction[i] = at - lower[i]!;
  }
  return { lower, upper, fraction };
}
