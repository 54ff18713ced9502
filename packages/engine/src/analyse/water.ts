import { boxMean } from "./box-mean.ts";
import { likelihoodFromColours } from "./colour-histogram.ts";
import { smoothstep } from "./colour.ts";
import { applyModels, localModels } from "./guided-filter.ts";
import { growWater } from "./grow-water.ts";
import { dilate, erode } from "./morphology.ts";
import { findRunningWater } from "./running-water.ts";
import type { SkyFinding } from "./sky.ts";
import type { Picture, Scale } from "./picture.ts";
import { askedConfidence } from "./water-evidence.ts";
import { findWaterline, type Waterline } from "./waterline.ts";

/** Where a far shore may lie, from the top, and how plain it must be for water to be grown from it. */
const HIGHEST_SHORE = 0.15;
const SURE_SHORE = 0.7;

export interface WaterFinding {
  readonly coarse: Float32Array;
  readonly fine: Float32Array;
  readonly confidence: number;
  /** How sure it is that this water runs, as falls and brooks do. */
  readonly running: number;
}

export interface WaterSurroundings {
  readonly sky: SkyFinding;
  readonly vegetation: Float32Array;
  readonly horizon: number;
  readonly night: number;
  readonly expected: boolean;
}

/** Asked for, what is seen to run where no broad surface is found. Falls may stand above any horizon. */
export function findWater(picture: Picture, around: WaterSurroundings): WaterFinding {
  const surface = findSurface(picture, around);
  if (!around.expected || around.night > 0.5) return surface;
  const { sky, vegetation } = around;
  const running = findRunningWater(picture.coarse, { sky: sky.coarse.map((v) => v * sky.asked), vegetation });
  if (running.confidence <= surface.confidence) return surface;
  return { ...drawn(picture, running.coarse, running.confidence), running: running.confidence };
}

/**
 * Water lies below the horizon, takes its colour from the sky above it, and its ripples are flat: brightness changes faster
 * down the picture than across. Gravel and rock change as fast both ways. Asked for, and where a far shore is plain, it is
 * what comes from there towards the viewer (`growWater`). The weakest of the finders: unasked, it is confident only where
 * all signs agree over a wide level region.
 */
function findSurface(picture: Picture, around: WaterSurroundings): WaterFinding {
  const { coarse, fine } = picture;
  const flat = flatness(coarse);
  const colour = waterColour(coarse, around);
  const shore = findWaterline(fine, HIGHEST_SHORE);
  if (around.expected && shore.trust > SURE_SHORE) {
    const water = growWater(picture, shore, { flat, night: around.night });
    const whole = around.night > 0 ? withReflections(water, coarse, around.night) : water;
    const dry = whole.map((v, i) => v * (1 - around.vegetation[i]!));
    return drawn(picture, dry, askedConfidence(coarse, dry, around));
  }
  const waterline = findWaterline(fine, around.horizon);
  const allowed = below(coarse, around.horizon, waterline).map(
    (v, i) => v * (1 - around.sky.coarse[i]!) * (1 - around.vegetation[i]!),
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
  const confidence = around.expected ? askedConfidence : unaskedConfidence;
  return drawn(picture, water, confidence(coarse, water, around));
}

function drawn(picture: Picture, water: Float32Array, confidence: number): WaterFinding {
  const refined = applyModels(localModels(picture.guide, water), picture.fine.planes).data;
  for (let i = 0; i < refined.length; i++) refined[i] = smoothstep(0.15, 0.8, refined[i]!);
  return { coarse: water, fine: refined, confidence, running: 0 };
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
function waterColour(scale: Scale, { sky, night, expected }: WaterSurroundings): Float32Array {
  const { lab, width, height } = scale;
  const mean = sky.colour;
  return lab.lightness.map((lightness, i) => {
    const [ca, cb] = [lab.a[i]!, lab.b[i]!];
    const tone = Math.hypot(Math.max(0, Math.abs(lightness - mean[0] + 8) - 14) / 2, ca - mean[1], cb - mean[2]);
    const skyLike = (expected ? sky.asked : sky.confidence) * smoothstep(26, 8, tone);
    const blue = smoothstep(2, 9, -cb) * smoothstep(12, 4, ca);
    const teal = 0.8 * smoothstep(3, 9, -ca) * smoothstep(6, 0, cb);
    const low = expected ? 0.75 * night * smoothstep(0.62, 0.8, ((i / width) | 0) / height) : 0;
    return Math.max(skyLike, blue, teal, low);
  });
}

/** Nobody speaks of water: only where all signs agree over a wide level region. */
function unaskedConfidence({ width, height }: Scale, water: Float32Array, { horizon, sky }: WaterSurroundings): number {
  let [share, widest] = [0, 0];
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) row += water[y * width + x]! / width;
    share += row / height;
    widest = Math.max(widest, row);
  }
  const ofGround = share / Math.max(0.1, 1 - horizon);
  return 0.5 * sky.confidence * smoothstep(0.25, 0.6, ofGround) * smoothstep(0.4, 0.8, widest);
}
