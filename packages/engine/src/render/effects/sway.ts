import type { FloatMap } from "../../scene.ts";
import { CELL_PX } from "../frame-geometry.ts";
import { fittingHz } from "../motion-clock.ts";
import { blurMap, toNodes } from "../node-map.ts";
import { limitStretch, type Mode, movingNodes, type Oscillation } from "../oscillation.ts";
import { randomFrom, seedOf } from "../random.ts";
import { type EffectInput, gentleness, unitVector } from "./effect-input.ts";

/** Two slow modes that bend whole plants, and a quick one that lets leaves flutter; px at a short side of 720. */
const BEND = [
  { px: 5, hz: 0.42, lengthPx: 640 },
  { px: 2.2, hz: 0.87, lengthPx: 420 },
] as const;
const FLUTTER = [
  { px: 1.1, hz: 1.55, lengthPx: 120 },
  { px: 0.8, hz: 2.2, lengthPx: 85 },
] as const;
/** The region is grown upwards by this share of the picture, over the tips. */
const TIPS = 0.04;
/** Plants are pinned at the ground, and swing freely from this height on (share of the picture). */
const FREE_FROM = 0.22;

/**
 * How freely each place swings: 0 at the roots, 1 from some height on. Roots are the lower end of the region in each
 * column; a region that runs out of the picture at the bottom has its roots below the picture.
 */
export function freedom(region: FloatMap): FloatMap {
  const { width, height, data } = region;
  const out = new Float32Array(data.length);
  const tips = Math.round(TIPS * height);
  const rise = FREE_FROM * height;
  for (let x = 0; x < width; x += 1) {
    let free = 0;
    let above = 0;
    for (let y = height - 1; y >= 0; y -= 1) {
      const inside = data[y * width + x]! > 0.5;
      if (inside) {
        free = Math.min(1, (y === height - 1 ? 0.35 : free) + 1 / rise);
        above = tips;
      } else {
        above -= 1;
        if (above <= 0) free = 0;
      }
      const weight = inside ? Math.max(data[y * width + x]!, 0) : Math.max(0, above / Math.max(1, tips));
      out[y * width + x] = free * weight;
    }
  }
  return { width, height, data: out };
}

/** Leaves, grass, flowers in the wind: long gusts that travel through the region, pinned at the roots. */
export function swayMotion({ effect, plan, scene, frame, region }: EffectInput): Oscillation {
  const soft = Math.max(2, Math.round(scene.width / 70));
  const weights = toNodes(blurMap(freedom(region.map), soft), frame);
  const nodes = movingNodes(weights);
  const strength = effect.amount * gentleness(effect) * frame.unit;
  const random = randomFrom(seedOf(plan.seed, "sway"));
  const [windX, windY] = unitVector(effect.direction ?? 0);
  const parts = [...BEND, ...FLUTTER];
  const modes: Mode[] = parts.map(({ hz }, index) => {
    // Flutter also goes up and down a little; bending follows the wind.
    const tilt = index < BEND.length ? 0.12 : 0.55;
    const norm = Math.hypot(1, tilt);
    const across = Math.abs(windX) > 0.3 ? Math.sign(windX) : 1;
    return {
      hz: fittingHz(plan, hz * effect.speed),
      alongX: across / norm,
      alongY: (tilt * (windY === 0 ? 1 : Math.sign(windY))) / norm,
      shade: 0,
    };
  });
  const gusts = parts.map(({ lengthPx }) => {
    // The gust travels with the wind, at a slant of its own.
    const slant = (random() - 0.5) * 1.2;
    const k = (2 * Math.PI) / (lengthPx * frame.unit);
    return { x: k * Math.cos(slant), y: k * Math.sin(slant), phase: random() * 2 * Math.PI };
  });
  const cosine = parts.map(() => new Float32Array(nodes.length));
  const sine = parts.map(() => new Float32Array(nodes.length));
  nodes.forEach((node, i) => {
    const x = (node % (frame.columns + 1)) * CELL_PX;
    const y = Math.floor(node / (frame.columns + 1)) * CELL_PX;
    gusts.forEach((gust, index) => {
      const px = parts[index]!.px * strength * weights[node]!;
      const angle = gust.x * x + gust.y * y + gust.phase;
      cosine[index]![i] = px * Math.cos(angle);
      sine[index]![i] = px * Math.sin(angle);
    });
  });
  return limitStretch({ nodes, modes, cosine, sine }, frame);
}
