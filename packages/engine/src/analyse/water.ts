import { boxMean } from "./box-mean.ts";
import { likelihoodFromColours } from "./colour-histogram.ts";
import { smoothstep } from "./colour.ts";
import { applyModels, localModels } from "./guided-filter.ts";
import { growWater } from "./grow-water.ts";
import { dilate, erode } from "./morphology.ts";
import type { Picture, Scale } from "./picture.ts";
import { findWaterline, type Waterline } from "./waterline.ts";

/** Where a far shore may lie, from the top, and how plain it must be for water to be grown from it. */
const HIGHEST_SHORE = 0.15;
const SURE_SHORE = 0.7;

export interface WaterFinding {
  readonly coarse: Float32Array;
  readonly fine: Float32Array;
  readonly confidence: number;
}

export interface WaterSurroundings {
  readonly sky: Float32Array;
  readonly skyConfidence: number;
  readonly vegetation: Float32Array;
  readonly horizon: number;
  readonly night: number;
  readonly expected: boolean;
}

/**
 * Water lies below the horizon, takes its colour from the sky above it, and its ripples are flat: brightness changes faster
 * down the picture than across. Gravel and rock change as fast both ways. Asked for, and where a far shore is plain, it is
 * what comes from there towards the viewer (`growWater`). The weakest of the finders: unasked, it is confident only where
 * all signs agree over a wide level region.
 */
export function findWater(picture: Picture, around: WaterSurroundings): WaterFinding {
  const { coarse, fine } = picture;
  const flat = flatness(coarse);
  const colour = waterColour(coarse, around);
  const shore = findWaterline(fine, HIGHEST_SHORE);
  if (around.expected && shore.trust > SURE_SHORE) {
    const water = growWater(picture, shore, flat);
    const whole = around.night > 0 ? withReflections(water, coarse, around.night) : water;
    const dry = whole.map((v, i) => v * (1 - around.vegetation[i]!));
    return drawn(picture, dry, belowShoreConfidence(dry, colour));
  }
  const waterline = findWaterline(fine, around.horizon);
  const allowed = below(coarse, around.horizon, waterline).map(
    (v, i) => v * (1 - around.sky[i]!) * (1 - around.vegetation[i]!),
  );
  const evidence = allowed.map((v, i) => v * flat[i]! * colour[i]!);
  let water = settle(evidence, coarse);
  const learned = likelihoodFromColours(
    coarse.planes,
    water,
    allowed.map((v, i) => Math.max(0, 1 - v + v * (1 - water[i]!))),
  );
  water = settle(
    allowed.map((v, i) => v * flat[i]! * Math.sqrt(learned[i]! * Math.max(colour[i]!, 0.5 * learned[i]!))),
    coarse,
  );
  if (around.night > 0) water = withReflections(water, coarse, around.night);
  return drawn(picture, water, waterConfidence(coarse, water, { ...around, flat }));
}

function drawn(picture: Picture, water: Float32Array, confidence: number): WaterFinding {
  const refined = applyModels(localModels(picture.guide, water), picture.fine.planes).data;
  for (let i = 0; i < refined.length; i++) refined[i] = smoothstep(0.15, 0.8, refined[i]!);
  return { coarse: water, fine: refined, confidence };
}

/** A level line may also be a sill, a kerb or a table's edge: what lies below it must have water's colours besides. */
function belowShoreConfidence(water: Float32Array, colour: Float32Array): number {
  let [share, fit] = [1e-6, 0];
  for (let i = 0; i < water.length; i++) {
    share += water[i]!;
    fit += water[i]! * colour[i]!;
  }
  return smoothstep(0.004, 0.08, share / water.length) * smoothstep(0.08, 0.3, fit / share);
}

/** By night the gaps in water are the reflections of lamps; by day they are rocks and boats, which stay out. */
function withReflections(water: Float32Array, scale: Scale, night: number): Float32Array {
  const reach = Math.max(1, Math.round(Math.max(scale.width, scale.height) / 40));
  const closed = erode(dilate(water, scale, reach), scale, reach);
  return water.map((v, i) => v + night * (closed[i]! - v));
}

function settle(score: Float32Array, scale: Scale): Float32Array {
  return boxMean(score, scale, 3).map((v) => smoothstep(0.15, 0.5, v));
}

/** 1 where the picture is smooth or changes mostly down the picture (ripples, reflections), 0 on isotropic texture. */
function flatness(scale: Scale): Float32Array {
  const { width, height, lab, texture } = scale;
  const l = lab.lightness;
  const across = new Float32Array(l.length);
  const down = new Float32Array(l.length);
  for (let y = 0; y < height - 1; y++) {
    for (let x = 0; x < width - 1; x++) {
      const i = y * width + x;
      across[i] = Math.abs(l[i + 1]! - l[i]!);
      down[i] = Math.abs(l[i + width]! - l[i]!);
    }
  }
  const gx = boxMean(across, scale, 5);
  const gy = boxMean(down, scale, 5);
  const busy = boxMean(texture, scale, 3);
  return busy.map((t, i) => {
    const smooth = smoothstep(14, 5, t);
    const rippled = smoothstep(1, 1.6, (gy[i]! + 0.15) / (gx[i]! + 0.15));
    return Math.max(0.8 * smooth, rippled);
  });
}

/** 1 under the horizon and, as far as there is a plain far shore, under that: hills beyond a lake are as blue and smooth as it. */
function below({ width, height }: Scale, horizon: number, waterline: Waterline): Float32Array {
  return new Float32Array(width * height).map((_, i) => {
    const y = ((i / width) | 0) / height;
    const shore = 1 - waterline.trust * smoothstep(0.004, -0.012, y - waterline.row);
    return smoothstep(-0.01, 0.03, y - horizon) * shore;
  });
}

/** Like the sky's mean colour (a little darker), or blue to teal, or mirror-bright; by night, asked for, whatever lies low. */
function waterColour(scale: Scale, { sky, skyConfidence, night, expected }: WaterSurroundings): Float32Array {
  const { lab, width, height } = scale;
  let [weight, l, a, b] = [1e-6, 0, 0, 0];
  for (let i = 0; i < sky.length; i++) {
    const s = sky[i]!;
    weight += s;
    l += s * lab.lightness[i]!;
    a += s * lab.a[i]!;
    b += s * lab.b[i]!;
  }
  const mean = [l / weight, a / weight, b / weight] as const;
  return lab.lightness.map((lightness, i) => {
    const [ca, cb] = [lab.a[i]!, lab.b[i]!];
    const tone = Math.hypot(Math.max(0, Math.abs(lightness - mean[0] + 8) - 14) / 2, ca - mean[1], cb - mean[2]);
    const skyLike = skyConfidence * smoothstep(26, 8, tone);
    const blue = smoothstep(2, 9, -cb) * smoothstep(12, 4, ca);
    const teal = 0.8 * smoothstep(3, 9, -ca) * smoothstep(6, 0, cb);
    const low = expected ? 0.75 * night * smoothstep(0.62, 0.8, ((i / width) | 0) / height) : 0;
    return Math.max(skyLike, blue, teal, low);
  });
}

interface Judged extends WaterSurroundings {
  readonly flat: Float32Array;
}

function waterConfidence(
  { width, height }: Scale,
  water: Float32Array,
  { expected, horizon, skyConfidence }: Judged,
): number {
  let [share, widest, longest] = [0, 0, 0];
  for (let y = 0; y < height; y++) {
    let [row, run] = [0, 0];
    for (let x = 0; x < width; x++) {
      const here = water[y * width + x]!;
      row += here / width;
      run = here > 0.5 ? run + 1 / width : 0;
      longest = Math.max(longest, run);
    }
    share += row / height;
    widest = Math.max(widest, row);
  }
  const ofGround = share / Math.max(0.1, 1 - horizon);
  // Without a far shore, water is at least one broad surface; blue cups, flowers and leaves are many small ones.
  if (expected) return smoothstep(0.004, 0.08, share) * smoothstep(0.3, 0.5, longest);
  return 0.5 * skyConfidence * smoothstep(0.25, 0.6, ofGround) * smoothstep(0.4, 0.8, widest);
}
