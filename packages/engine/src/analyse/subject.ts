import { boxMean } from "./box-mean.ts";
import { smoothstep } from "./colour.ts";
import { applyModels, localModels } from "./guided-filter.ts";
import type { Picture, Scale } from "./picture.ts";

export interface SubjectFinding {
  readonly coarse: Float32Array;
  readonly fine: Float32Array;
  readonly confidence: number;
  readonly focus: readonly [number, number];
}

/** What the subject stands in front of, at the coarse size. */
export interface Behind {
  /** The sky, as far as it is trusted. */
  readonly sky: Float32Array;
  /** Something plain that hangs from the top edge and is no sky: a wall, snow, a blur. */
  readonly backdrop: Float32Array;
}

/**
 * The subject stands out: no smooth way leads from the picture's border to it (minimum barrier distance), it is in focus, and
 * it is nearer to the middle than to the corners. Before a plain backdrop all that is not backdrop counts too.
 */
export function findSubject(picture: Picture, { sky, backdrop }: Behind): SubjectFinding {
  const { coarse, fine } = picture;
  const barrier = barrierFromBorder(coarse);
  const sharp = sharpness(coarse);
  const raw = barrier.map((v, i) => v * (0.35 + 0.65 * sharp[i]!) * centredness(coarse, i) * (1 - sky[i]!));
  const even = boxMean(raw, coarse, 3);
  const top = quantile(even, 0.98);
  const clear = smoothstep(0.12, 0.25, backdrop.reduce((sum, v) => sum + v, 0) / backdrop.length);
  const salient = even.map((v, i) => {
    const before = clear * (1 - backdrop[i]!) * Math.sqrt(centredness(coarse, i)) * (0.5 + 0.4 * sharp[i]!);
    return top < 1e-3 ? 0 : Math.min(1, Math.max(v / top, before));
  });
  const threshold = otsu(salient);
  const mask = salient.map((v) => smoothstep(threshold - 0.12, threshold + 0.12, v));
  const refined = applyModels(localModels(picture.guide, mask), fine.planes).data;
  return {
    coarse: salient,
    fine: refined,
    confidence: separation(salient, mask) * smoothstep(0.04, 0.25, top),
    focus: focusOf(coarse, salient),
  };
}

/** Minimum barrier distance over L, a and b by alternating raster scans (Zhang et al. 2015), scaled so that 1 is a strong barrier. */
function barrierFromBorder(scale: Scale): Float32Array {
  const sum = new Float32Array(scale.width * scale.height);
  for (const [channel, range] of [
    [scale.lab.lightness, 100],
    [scale.lab.a, 80],
    [scale.lab.b, 80],
  ] as const) {
    const distance = barrierOf(channel, scale);
    for (let i = 0; i < sum.length; i++) sum[i]! += distance[i]! / range;
  }
  return sum.map((v) => Math.min(1, v));
}

const SCANS = 3;

function barrierOf(value: Float32Array, { width, height }: Scale): Float32Array {
  const highest = Float32Array.from(value);
  const lowest = Float32Array.from(value);
  const distance = new Float32Array(value.length).fill(1e6);
  for (let x = 0; x < width; x++) distance[x] = distance[(height - 1) * width + x] = 0;
  for (let y = 0; y < height; y++) distance[y * width] = distance[y * width + width - 1] = 0;
  const relax = (i: number, from: number): void => {
    const up = Math.max(highest[from]!, value[i]!);
    const low = Math.min(lowest[from]!, value[i]!);
    if (up - low >= distance[i]!) return;
    distance[i] = up - low;
    highest[i] = up;
    lowest[i] = low;
  };
  for (let scan = 0; scan < SCANS; scan++) {
    const forward = scan % 2 === 0;
    for (let k = 0; k < value.length; k++) {
      const i = forward ? k : value.length - 1 - k;
      const x = i % width;
      if (forward) {
        if (x > 0) relax(i, i - 1);
        if (i >= width) relax(i, i - width);
      } else {
        if (x < width - 1) relax(i, i + 1);
        if (i < value.length - width) relax(i, i + width);
      }
    }
  }
  return distance;
}

/** Local fine texture against the sharpest part of the picture. */
function sharpness(scale: Scale): Float32Array {
  const local = boxMean(scale.texture, scale, 8);
  const best = Math.max(4, quantile(local, 0.95));
  return local.map((t) => smoothstep(0.1, 0.7, t / best));
}

function centredness({ width, height }: Scale, i: number): number {
  const x = ((i % width) + 0.5) / width - 0.5;
  const y = (((i / width) | 0) + 0.5) / height - 0.52;
  return Math.exp(-(x * x + y * y) / (2 * 0.3 ** 2));
}

function quantile(values: Float32Array, share: number): number {
  const sorted = Float32Array.from(values).sort();
  return sorted[Math.floor((sorted.length - 1) * share)]!;
}

/** The threshold that best parts the values into two classes. */
function otsu(values: Float32Array): number {
  const counts = new Float64Array(64);
  for (const v of values) counts[Math.min(63, (v * 64) | 0)]! += 1 / values.length;
  let total = 0;
  for (let k = 0; k < 64; k++) total += k * counts[k]!;
  let [best, at, weight, sum] = [0, 32, 0, 0];
  for (let k = 0; k < 63; k++) {
    weight += counts[k]!;
    sum += k * counts[k]!;
    const between = (total * weight - sum) ** 2 / Math.max(1e-9, weight * (1 - weight));
    if (between > best) [best, at] = [between, k];
  }
  return (at + 1) / 64;
}

/** How far the salient part stands above the rest, and whether its size is that of a thing: 1 for one clear object. */
function separation(salient: Float32Array, mask: Float32Array): number {
  let [inside, insideSum, outsideSum] = [1e-6, 0, 0];
  for (let i = 0; i < mask.length; i++) {
    inside += mask[i]!;
    insideSum += mask[i]! * salient[i]!;
    outsideSum += (1 - mask[i]!) * salient[i]!;
  }
  const share = inside / mask.length;
  const contrast = insideSum / inside - outsideSum / Math.max(1, mask.length - inside);
  return smoothstep(0.25, 0.65, contrast) * smoothstep(0.01, 0.05, share) * smoothstep(0.7, 0.45, share);
}

function focusOf({ width }: Scale, salient: Float32Array): readonly [number, number] {
  const height = salient.length / width;
  let [weight, sx, sy] = [0.02 * salient.length, 0.01 * salient.length, 0.01 * salient.length];
  for (let i = 0; i < salient.length; i++) {
    const w = salient[i]! ** 2;
    weight += w;
    sx += (w * ((i % width) + 0.5)) / width;
    sy += (w * (((i / width) | 0) + 0.5)) / height;
  }
  return [sx / weight, sy / weight];
}
