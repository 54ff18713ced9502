import { boxMean } from "./box-mean.ts";
import { smoothstep } from "./colour.ts";
import type { Scale } from "./picture.ts";
import type { SkyFinding } from "./sky.ts";

/** What a surface that may be water looks like, measured over its map at the coarse size. */
interface WaterSigns {
  /** Share of the picture, and the longest level run of it as a share of the width. */
  readonly share: number;
  readonly longest: number;
  /** How much faster lightness changes down the picture than across, well inside the surface: 1 on gravel, over 1.3 on ripples. */
  readonly levelness: number;
  /** Mean change of lightness from pixel to pixel, well inside. */
  readonly liveliness: number;
  /** Mean Lab colour. */
  readonly lightness: number;
  readonly a: number;
  readonly b: number;
  /** How far its steps down the picture go across in one piece: over 0.4 on planks and steps, below on ripples. */
  readonly coherence: number;
  /** Share of its columns whose upper edge lies at one level. */
  readonly levelTop: number;
}

/** What the rest of the picture says of a surface. */
export interface WaterContext {
  readonly sky: Pick<SkyFinding, "asked" | "colour">;
  readonly night: number;
}

/**
 * How sure a surface is water where the words name some. Water lies under a sky and takes its colour, or is cold; by night it
 * begins at one level and shines; without either it must ripple plainly. Ripples change down the picture, and in short
 * pieces: sand and gravel change both ways alike, planks and steps all along.
 */
export function askedConfidence(scale: Scale, water: Float32Array, { sky, night }: WaterContext): number {
  const seen = surveyWater(scale, water);
  const { share, longest, levelness, liveliness, coherence, levelTop, lightness, a, b } = seen;
  const [skyLightness, skyA, skyB] = sky.colour;
  const cold = smoothstep(8, 3, b) * smoothstep(9, 5, a);
  const likeSky = smoothstep(30, 15, Math.hypot(a - skyA, b - skyB));
  // Snow outshines the sky; what only mirrors it cannot.
  const dimmer = smoothstep(8, 2, lightness - skyLightness);
  const underSky = smoothstep(0.1, 0.4, sky.asked) * Math.max(cold, likeSky) * dimmer * smoothstep(1.2, 1.5, levelness);
  const lit = smoothstep(5, 12, lightness) * smoothstep(1.2, 1.5, levelness);
  const byNight = smoothstep(0.1, 0.4, night) * lit * smoothstep(0.4, 0.7, levelTop);
  const rippled =
    smoothstep(1.6, 2.4, levelness) * smoothstep(0.38, 0.28, coherence) * smoothstep(0.5, 1.2, liveliness);
  const byDay = smoothstep(0.6, 0.2, night) * Math.max(underSky, rippled * cold);
  return smoothstep(0.004, 0.06, share) * smoothstep(0.2, 0.4, longest) * Math.max(byNight, byDay);
}

/** Rows within which upper edges count as one level, as a share of the height. */
const LEVEL = 0.012;

function surveyWater(scale: Scale, water: Float32Array): WaterSigns {
  const { width, height, lab } = scale;
  // Well inside: the edges of the surface itself say nothing about it.
  const inside = boxMean(water, scale, 3).map((v) => (v > 0.95 ? 1 : 0));
  let [weight, inner, across, down, l, a, b, longest] = [1e-6, 1e-6, 0, 0, 0, 0, 0, 0];
  for (let y = 0; y < height; y++) {
    let run = 0;
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const w = water[i]!;
      run = w > 0.5 ? run + 1 / width : 0;
      longest = Math.max(longest, run);
      weight += w;
      l += w * lab.lightness[i]!;
      a += w * lab.a[i]!;
      b += w * lab.b[i]!;
      if (inside[i] === 0 || x === width - 1 || y === height - 1) continue;
      inner += 1;
      across += Math.abs(lab.lightness[i + 1]! - lab.lightness[i]!);
      down += Math.abs(lab.lightness[i + width]! - lab.lightness[i]!);
    }
  }
  const tops = topsOf(scale, water);
  return {
    share: weight / water.length,
    longest,
    levelness: (down / inner + 0.05) / (across / inner + 0.05),
    liveliness: (down + across) / (2 * inner),
    lightness: l / weight,
    a: a / weight,
    b: b / weight,
    coherence: coherenceOf(scale, inside),
    levelTop: levelOf(tops, height),
  };
}

function coherenceOf({ width, height, lab }: Scale, inside: Float32Array): number {
  const l = lab.lightness;
  let [together, each] = [0, 1e-6];
  for (let y = 0; y < height - 1; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if (inside[i] === 0) continue;
      row += l[i + width]! - l[i]!;
      each += Math.abs(l[i + width]! - l[i]!);
    }
    together += Math.abs(row);
  }
  return together / each;
}

/** Per column the first row of the surface; -1 where there is none. */
function topsOf({ width, height }: Scale, water: Float32Array): Int32Array {
  return Int32Array.from({ length: width }, (_, x) => {
    for (let y = 0; y < height; y++) if (water[y * width + x]! > 0.5) return y;
    return -1;
  });
}

function levelOf(tops: Int32Array, height: number): number {
  const found = tops.filter((top) => top >= 0).sort();
  if (found.length === 0) return 0;
  const middle = found[found.length >> 1]!;
  return found.filter((top) => Math.abs(top - middle) <= LEVEL * height).length / found.length;
}
