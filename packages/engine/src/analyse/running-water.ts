import { boxMean } from "./box-mean.ts";
import { smoothstep } from "./colour.ts";
import { connectedComponents } from "./connected-components.ts";
import { dilate, erode } from "./morphology.ts";
import type { Scale } from "./picture.ts";

/** Lab b by which white water is bluer than grey stones of the same picture: it mirrors the sky, they do not. */
const BLUER = { least: 1, sure: 8 };
/** Below this share of the bluest white in the picture, a white place is a pale stone; it surely is like it from `sure` on. */
const LIKE_THE_BLUEST = { least: 0.35, sure: 0.7 };
/** Of the picture's width: what counts as around a place, how far falls are apart that are one stream, how far a pool reaches. */
const AROUND = 0.06;
const APART = 0.02;
const POOL = 0.035;
/** Of the picture's height: what begins higher hangs in from outside the picture, as curtains and trunks do. */
const BANK = 0.02;
/** Grey stones that say what grey is, as a share of the picture. */
const STONES = 0.1;

export interface RunningWaterFinding {
  readonly coarse: Float32Array;
  readonly confidence: number;
}

/** What is no water, at the coarse size: sky and plants, 0 to 1. */
export interface NoWater {
  readonly sky: Float32Array;
  readonly vegetation: Float32Array;
}

/** What each pixel is asked for. */
interface Looks {
  readonly lightness: Float32Array;
  readonly around: Float32Array;
  readonly a: Float32Array;
  readonly b: Float32Array;
  readonly rough: Float32Array;
}

/**
 * Falls and brooks where the words name water: white and broken up, brighter than what is around, and bluer than the grey
 * stones beside it, in a chain that goes down the picture. Snow is as blue as the rock it lies on, fur and roads are not bluer
 * than what is grey, clouds are smooth, curtains hang in from above the picture.
 */
export function findRunningWater(scale: Scale, { sky, vegetation }: NoWater): RunningWaterFinding {
  const { width } = scale;
  const looks = looksOf(scale);
  const blueness = bluenessBesideStones(looks);
  // The sky's edge is a bright line too.
  const skyward = dilate(sky, scale, Math.max(1, Math.round(0.01 * width)));
  const white = whiteWater(looks, blueness).map((v, i) => v * (1 - skyward[i]!) * (1 - vegetation[i]!));
  const bluest = bluestOf(white, blueness);
  const { least, sure } = LIKE_THE_BLUEST;
  const chain = largestChain(
    scale,
    white.map((v, i) => v * smoothstep(least * bluest, sure * bluest, blueness[i]!)),
  );
  // Between two falls lies a pool, unless that is as brown as stone.
  const reach = Math.max(1, Math.round(POOL * width));
  const closed = erode(dilate(chain.map, scale, reach), scale, reach);
  const filled = closed.map((v, i) => v * (1 - sky[i]!) * (1 - vegetation[i]!) * smoothstep(-1, 2, blueness[i]!));
  return { coarse: boxMean(filled, scale, 1), confidence: chain.likely * runs(scale, chain.map, bluest) };
}

function looksOf(scale: Scale): Looks {
  const { lab, texture, width } = scale;
  return {
    lightness: boxMean(lab.lightness, scale, 1),
    around: boxMean(lab.lightness, scale, Math.max(1, Math.round(AROUND * width))),
    a: boxMean(lab.a, scale, 1),
    b: boxMean(lab.b, scale, 1),
    rough: boxMean(texture, scale, 2),
  };
}

/** How much bluer each pixel is than the grey, textured, not bright pixels of the picture (Lab b); 0 where there are none. */
function bluenessBesideStones({ lightness, around, a, b, rough }: Looks): Float32Array {
  const greys = b.filter((tone, i) => {
    const isStone = rough[i]! > 4 && Math.hypot(a[i]!, tone) < 14;
    return isStone && lightness[i]! > 8 && lightness[i]! < around[i]! + 4;
  });
  if (greys.length < STONES * b.length) return new Float32Array(b.length);
  const grey = greys.sort()[greys.length >> 1]!;
  return b.map((tone) => grey - tone);
}

function whiteWater({ lightness, around, a, rough }: Looks, blueness: Float32Array): Float32Array {
  return lightness.map(
    (light, i) =>
      smoothstep(2, 10, light - around[i]!) *
      smoothstep(35, 50, light) *
      smoothstep(7, 4, Math.abs(a[i]!)) *
      smoothstep(BLUER.least, BLUER.sure, blueness[i]!) *
      smoothstep(5, 10, rough[i]!),
  );
}

/** The blueness that only a tenth of the white passes. */
function bluestOf(white: Float32Array, blueness: Float32Array): number {
  const whites = blueness.filter((_, i) => white[i]! > 0.3).sort();
  return whites[Math.floor(0.9 * whites.length)] ?? 0;
}

interface Chain {
  readonly map: Float32Array;
  /** 1 when it is large, goes far down, and holds most of the white. */
  readonly likely: number;
}

/** The falls that lie close enough to each other to be one stream, where that is most. */
function largestChain(scale: Scale, falls: Float32Array): Chain {
  const { width, height } = scale;
  const near = dilate(falls, scale, Math.max(1, Math.round(APART * width)));
  const marked = Uint8Array.from(near, (v) => (v > 0.5 ? 1 : 0));
  const { labels, components } = connectedComponents(marked, scale);
  const masses = new Float64Array(components.length + 1);
  let all = 0;
  for (let i = 0; i < falls.length; i++) {
    all += falls[i]!;
    if (labels[i] !== 0) masses[labels[i]!]! += falls[i]!;
  }
  const found = components.reduce((best, next) => (masses[next.label]! > masses[best.label]! ? next : best), NOTHING);
  if (found === NOTHING) return { map: new Float32Array(falls.length), likely: 0 };
  const mass = masses[found.label]!;
  const isUnderBank = found.top > BANK * height;
  const tall = smoothstep(0.25, 0.4, (found.bottom - found.top) / height);
  const together = smoothstep(0.25, 0.45, mass / all);
  const likely = isUnderBank ? smoothstep(0.004, 0.012, mass / falls.length) * tall * together : 0;
  return { map: falls.map((v, i) => (labels[i] === found.label ? v : 0)), likely };
}

const NOTHING = { label: 0, area: 0, left: 0, top: 0, right: 0, bottom: 0 };

/**
 * What tells water that runs from pale stones and from a lake's glitter: it is far bluer than stone, or it is drawn out into streaks
 * that go down; glitter lies level. In paintings and photographs of sunlit limestone the white is at most 9 bluer than what is
 * grey, and is not drawn out; in a brook under an open sky it is 17, and painted falls change ten times faster across than down.
 */
function runs({ width, lab }: Scale, falls: Float32Array, bluest: number): number {
  const { lightness } = lab;
  let [across, down] = [0.01, 0.01];
  for (let i = 0; i < falls.length - width; i++) {
    if (falls[i]! === 0) continue;
    across += falls[i]! * Math.abs(lightness[i + 1]! - lightness[i]!);
    down += falls[i]! * Math.abs(lightness[i + width]! - lightness[i]!);
  }
  const streaks = across / down;
  const blue = smoothstep(9, 13, bluest) * smoothstep(0.4, 0.55, streaks);
  return Math.max(blue, smoothstep(1.2, 1.8, streaks) * smoothstep(4, 7, bluest));
}
