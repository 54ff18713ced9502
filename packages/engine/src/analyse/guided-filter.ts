import type { FloatMap } from "../scene.ts";
import { boxMean } from "./box-mean.ts";
import { bilinearTaps, type RgbPlanes, type Size } from "./resize.ts";

/**
 * The local statistics of a colour picture that the guided filter needs (He, Sun & Tang 2013), worked out once and used for
 * every map of the same size: box means and the inverse of the regularised colour covariance.
 */
export interface Guide {
  readonly size: Size;
  readonly planes: RgbPlanes;
  readonly radius: number;
  readonly means: readonly [Float32Array, Float32Array, Float32Array];
  /** The six distinct entries rr, rg, rb, gg, gb, bb of the inverse covariance. */
  readonly inverse: readonly Float32Array[];
}

/** Per-pixel linear models `q = a·(r,g,b) + b`: the filter's result, before it is evaluated on a picture. */
export interface LocalModels {
  readonly size: Size;
  readonly weights: readonly [Float32Array, Float32Array, Float32Array];
  readonly offset: Float32Array;
}

/** `epsilon` is the colour variance below which the filter smooths instead of following edges (0.01² is sharp, 0.1² is soft). */
export function guideFrom(planes: RgbPlanes, radius: number, epsilon: number): Guide {
  const size = { width: planes.width, height: planes.height };
  const { red, green, blue } = planes;
  const mean = (data: Float32Array): Float32Array => boxMean(data, size, radius);
  const meanOf = (a: Float32Array, b: Float32Array): Float32Array => mean(product(a, b));
  const means = [mean(red), mean(green), mean(blue)] as const;
  const [mr, mg, mb] = means;
  const inverse = [
    meanOf(red, red),
    meanOf(red, green),
    meanOf(red, blue),
    meanOf(green, green),
    meanOf(green, blue),
    meanOf(blue, blue),
  ];
  const [rr, rg, rb, gg, gb, bb] = inverse as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  for (let i = 0; i < red.length; i++) {
    const a = rr[i]! - mr[i]! * mr[i]! + epsilon;
    const b = rg[i]! - mr[i]! * mg[i]!;
    const c = rb[i]! - mr[i]! * mb[i]!;
    const d = gg[i]! - mg[i]! * mg[i]! + epsilon;
    const e = gb[i]! - mg[i]! * mb[i]!;
    const f = bb[i]! - mb[i]! * mb[i]! + epsilon;
    const c00 = d * f - e * e;
    const c01 = c * e - b * f;
    const c02 = b * e - c * d;
    const scale = 1 / (a * c00 + b * c01 + c * c02);
    rr[i] = c00 * scale;
    rg[i] = c01 * scale;
    rb[i] = c02 * scale;
    gg[i] = (a * f - c * c) * scale;
    gb[i] = (b * c - a * e) * scale;
    bb[i] = (a * d - b * b) * scale;
  }
  return { size, planes, radius, means, inverse };
}

function product(a: Float32Array, b: Float32Array): Float32Array {
  const out = new Float32Array(a.length);
  for (let i = 0; i < out.length; i++) out[i] = a[i]! * b[i]!;
  return out;
}

/** The averaged local models that best predict `target` (of the guide's size) from the guide's colours. */
export function localModels(guide: Guide, target: Float32Array): LocalModels {
  const { size, planes, radius, means } = guide;
  const [rr, rg, rb, gg, gb, bb] = guide.inverse as [
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const mean = (data: Float32Array): Float32Array => boxMean(data, size, radius);
  const offset = mean(target);
  const weights = [
    mean(product(planes.red, target)),
    mean(product(planes.green, target)),
    mean(product(planes.blue, target)),
  ] as const;
  const [wr, wg, wb] = weights;
  for (let i = 0; i < offset.length; i++) {
    const m = offset[i]!;
    const cr = wr[i]! - means[0][i]! * m;
    const cg = wg[i]! - means[1][i]! * m;
    const cb = wb[i]! - means[2][i]! * m;
    const ar = rr[i]! * cr + rg[i]! * cg + rb[i]! * cb;
    const ag = rg[i]! * cr + gg[i]! * cg + gb[i]! * cb;
    const ab = rb[i]! * cr + gb[i]! * cg + bb[i]! * cb;
    wr[i] = ar;
    wg[i] = ag;
    wb[i] = ab;
    offset[i] = m - ar * means[0][i]! - ag * means[1][i]! - ab * means[2][i]!;
  }
  return { size, weights: [mean(wr), mean(wg), mean(wb)], offset: mean(offset) };
}

/** Evaluates the models on a picture of any size; the result is held within 0 and 1. */
export function applyModels(models: LocalModels, planes: RgbPlanes): FloatMap {
  const { width, height } = planes;
  const across = bilinearTaps(models.size.width, width);
  const down = bilinearTaps(models.size.height, height);
  const [wr, wg, wb] = models.weights;
  const wo = models.offset;
  const stride = models.size.width;
  const line = new Float32Array(stride * 4);
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const upper = down.lower[y]! * stride;
    const below = down.upper[y]! * stride;
    const fy = down.fraction[y]!;
    for (let x = 0; x < stride; x++) {
      line[x * 4] = wr[upper + x]! * (1 - fy) + wr[below + x]! * fy;
      line[x * 4 + 1] = wg[upper + x]! * (1 - fy) + wg[below + x]! * fy;
      line[x * 4 + 2] = wb[upper + x]! * (1 - fy) + wb[below + x]! * fy;
      line[x * 4 + 3] = wo[upper + x]! * (1 - fy) + wo[below + x]! * fy;
    }
    for (let x = 0; x < width; x++) {
      const l = across.lower[x]! * 4;
      const u = across.upper[x]! * 4;
      const f = across.fraction[x]!;
      const g = 1 - f;
      const i = y * width + x;
      const q =
        (line[l]! * g + line[u]! * f) * planes.red[i]! +
        (line[l + 1]! * g + line[u + 1]! * f) * planes.green[i]! +
        (line[l + 2]! * g + line[u + 2]! * f) * planes.blue[i]! +
        (line[l + 3]! * g + line[u + 3]! * f);
      data[i] = q < 0 ? 0 : q > 1 ? 1 : q;
    }
  }
  return { width, height, data };
}
