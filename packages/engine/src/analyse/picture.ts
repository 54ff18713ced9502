import type { RgbImage } from "@kinora/media";

import { boxMean } from "./box-mean.ts";
import { type LabPlanes, labFrom, smoothstep } from "./colour.ts";
import { type Guide, guideFrom } from "./guided-filter.ts";
import {
  averageMap,
  downscaleImage,
  downscalePlanes,
  fitWithin,
  type RgbPlanes,
  resizeMap,
  type Size,
} from "./resize.ts";

/** The long sides, in pixels, of the maps that come out, of the coarse stages, and of the texture feature. */
export const ANALYSIS_SIDE = 640;
const COARSE_SIDE = 320;
const TEXTURE_SIDE = 960;

/** One picture at one size with what every finder asks of it. */
export interface Scale extends Size {
  readonly planes: RgbPlanes;
  readonly lab: LabPlanes;
  /** Mean |Laplacian| of the luma, in levels of 255, measured at 960 px: near 0 in sky, over 10 in grass, gravel and rock. */
  readonly texture: Float32Array;
}

export interface Picture {
  /** At most 640 px: the size of the maps that come out. */
  readonly fine: Scale;
  /** At most 320 px: where regions are found. */
  readonly coarse: Scale;
  /** Texture, in its own unit, that is the sensor's grain: already taken off the scales' texture. */
  readonly noise: number;
  /** Colour statistics at the coarse size, for edge-aware refinement of coarse maps to the fine size. */
  readonly guide: Guide;
}

const GUIDE_RADIUS = 6;
const GUIDE_EPSILON = 0.015 ** 2;

export function pictureFrom(image: RgbImage): Picture {
  const sharp = downscaleImage(image, fitWithin(image, TEXTURE_SIDE));
  const texture = laplacianMagnitude(sharp);
  // In a smaller picture the same cloud spans fewer pixels and bends more from one to the next.
  const gain = Math.min(1, Math.max(sharp.width, sharp.height) / TEXTURE_SIDE) ** 0.6;
  for (let i = 0; i < texture.length; i++) texture[i]! *= gain;
  const fine = scaleFrom(sharp, texture, fitWithin(image, ANALYSIS_SIDE));
  const coarse = scaleFrom(fine.planes, fine.texture, fitWithin(image, COARSE_SIDE));
  const noise = noiseFloor(coarse, sharp, gain);
  for (const scale of [fine, coarse]) {
    for (let i = 0; i < scale.texture.length; i++) scale.texture[i] = Math.max(0, scale.texture[i]! - noise);
  }
  return { fine, coarse, noise, guide: guideFrom(coarse.planes, GUIDE_RADIUS, GUIDE_EPSILON) };
}

/**
 * The texture of the smoothest places, so far as it is grain: a sensor's noise is averaged away in a picture of half the size
 * or less, the texture of gravel or grass is not. `gain` is what the texture was multiplied with.
 */
function noiseFloor({ width, height, texture }: Scale, sharp: RgbPlanes, gain: number): number {
  const size = { width, height };
  const measured = boxMean(texture, size, 2);
  const half = fitWithin(sharp, Math.min(COARSE_SIDE, Math.max(sharp.width, sharp.height) / 2));
  const rough = { ...half, data: laplacianMagnitude(downscalePlanes(sharp, half)) };
  const coarser = boxMean(resizeMap(rough, size).data, size, 2);
  const smoothest = Float32Array.from(measured).sort()[measured.length >> 4]!;
  let [count, fine, rest] = [0, 0, 0];
  for (let i = 0; i < measured.length; i++) {
    if (measured[i]! > smoothest) continue;
    count++;
    fine += measured[i]!;
    rest += gain * coarser[i]!;
  }
  return (fine / count) * smoothstep(0.8, 0.5, rest / (fine + 1e-3));
}

function scaleFrom(larger: RgbPlanes, texture: Float32Array, size: Size): Scale {
  const planes = downscalePlanes(larger, size);
  const { width, height } = larger;
  return { ...size, planes, lab: labFrom(planes), texture: averageMap({ width, height, data: texture }, size).data };
}

function laplacianMagnitude({ width, height, red, green, blue }: RgbPlanes): Float32Array {
  const luma = new Float32Array(width * height);
  for (let i = 0; i < luma.length; i++) luma[i] = 54.2 * red[i]! + 182.4 * green[i]! + 18.4 * blue[i]!;
  const out = new Float32Array(luma.length);
  for (let y = 0; y < height; y++) {
    const up = Math.max(0, y - 1) * width;
    const down = Math.min(height - 1, y + 1) * width;
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const left = luma[x > 0 ? i - 1 : i]!;
      const right = luma[x < width - 1 ? i + 1 : i]!;
      out[i] = Math.abs(4 * luma[i]! - left - right - luma[up + x]! - luma[down + x]!);
    }
  }
  return out;
}

/** The colour difference (ΔE, Lab distance) from each pixel to the farther of its right and lower neighbours, per pixel. */
export function colourEdges({ width, height, lab }: Scale): Float32Array {
  const { lightness, a, b } = lab;
  const out = new Float32Array(width * height);
  const step = (i: number, j: number): number => {
    const dl = lightness[i]! - lightness[j]!;
    const da = a[i]! - a[j]!;
    const db = b[i]! - b[j]!;
    return dl * dl + da * da + db * db;
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const across = x < width - 1 ? step(i, i + 1) : 0;
      const down = y < height - 1 ? step(i, i + width) : 0;
      out[i] = Math.sqrt(across > down ? across : down);
    }
  }
  return out;
}

/** For each coarse pixel the greatest of the fine pixels whose centres it holds: thin edges survive the reduction. */
export function greatestPerCell(data: Float32Array, from: Size, to: Size): Float32Array {
  const out = new Float32Array(to.width * to.height);
  for (let y = 0; y < from.height; y++) {
    const row = Math.floor(((y + 0.5) * to.height) / from.height) * to.width;
    for (let x = 0; x < from.width; x++) {
      const o = row + Math.floor(((x + 0.5) * to.width) / from.width);
      const value = data[y * from.width + x]!;
      if (value > out[o]!) out[o] = value;
    }
  }
  return out;
}
