import type { FloatMap } from "../../scene.ts";
import { distanceFromEdge } from "../edge-distance.ts";
import { calmPhases } from "../calm-phases.ts";
import { CELL_PX } from "../frame-geometry.ts";
import { fittingHz } from "../motion-clock.ts";
import { blurMap, type NodeMap, toNodes } from "../node-map.ts";
import { startCalmly } from "../calm-start.ts";
import { limitStretch } from "../limit-stretch.ts";
import { middleOf, type Mode, movingNodes, type Oscillation, partsOf, type Swing } from "../oscillation.ts";
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
/** Beside what is rigid a plant comes to rest over this many px (short side 720), inside its edge. */
const TAPER_PX = 48;
/** The sky and the subject count as such from this confidence on. */
const CERTAIN_SKY = 0.4;
const CERTAIN_SUBJECT = 0.5;
/** A subject's rim moves by this share of what a plant does: hair and cloth hang on something. */
const RIM_SHARE = 0.6;
/** How wide the rim is, and how far beside it the background gives way, px at a short side of 720. */
const RIM_PX = 34;
const HALO_PX = 26;

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

const smooth = (from: number, to: number, value: number): number => {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
};

/**
 * How far each node may swing. A plant beside something rigid comes to rest inside its own edge, and takes none of that with it;
 * beside the sky it swings to its edge and a little beyond, since nobody sees the sky move.
 */
function plantWeights({ effect, scene, region, frame }: EffectInput): NodeMap {
  const soft = Math.max(2, Math.round(scene.width / 70));
  // A region that a person drew hangs as well as it stands: its roots are not known.
  const free = typeof effect.region === "object" ? region.map : freedom(region.map);
  const weights = toNodes(blurMap(free, soft), frame);
  const inside = toNodes(blurMap(region.map, 1), frame);
  const { sky, subject } = scene.regions;
  const open = sky.confidence > CERTAIN_SKY ? toNodes(blurMap(sky.map, 1), frame) : new Float32Array(inside.length);
  const rigid = subject.confidence > CERTAIN_SUBJECT ? toNodes(subject.map, frame) : new Float32Array(inside.length);
  const away = distanceFromEdge(
    // A flower may be both: then it is rather a plant.
    inside.map((value, node) => (Math.max(value, open[node]!) > Math.max(0.5, 0.9 * rigid[node]!) ? 1 : 0)),
    frame,
  );
  const taper = (TAPER_PX * frame.unit) / CELL_PX;
  return weights.map((weight, node) => weight * smooth(1, 1 + taper, away[node]!));
}

/** Hair, fur and cloth: the rim of a subject, the freer the higher; the rest of it, faces too, stands still. */
function rimWeights({ region, frame }: EffectInput): NodeMap {
  const perRow = frame.columns + 1;
  const inside = toNodes(blurMap(region.map, 1), frame);
  const rows = inside.reduce(
    ([top, bottom], value, node) => {
      const row = Math.floor(node / perRow);
      return value < 0.5 ? ([top, bottom] as const) : ([Math.min(top, row), Math.max(bottom, row)] as const);
    },
    [Infinity, -Infinity] as readonly [number, number],
  );
  const [top, bottom] = rows;
  const within = distanceFromEdge(
    inside.map((value) => (value < 0.5 ? 0 : 1)),
    frame,
  );
  const without = distanceFromEdge(
    inside.map((value) => (value < 0.5 ? 1 : 0)),
    frame,
  );
  const [rim, halo] = [(RIM_PX * frame.unit) / CELL_PX, (HALO_PX * frame.unit) / CELL_PX];
  return inside.map((_, node) => {
    const height = (bottom - Math.floor(node / perRow)) / Math.max(1, bottom - top);
    return (
      RIM_SHARE *
      smooth(0.2, 1, height) *
      (1 - smooth(0.3 * rim, rim, within[node]!)) *
      (1 - smooth(1, halo, without[node]!))
    );
  });
}

/** Leaves, grass, flowers, hair and cloth in the wind: long gusts that travel through the region, pinned where it is held. */
export function swayMotion(input: EffectInput): Oscillation {
  const { effect, plan, frame } = input;
  const weights = effect.region === "subject" ? rimWeights(input) : plantWeights(input);
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
  const phases = calmPhases(
    { hz: modes.map(({ hz }) => hz), weights: parts.map(({ px }) => px), fps: plan.fps },
    random,
  );
  const [midX, midY] = middleOf(nodes, frame);
  const gusts = parts.map(({ lengthPx }, index) => {
    // The gust travels with the wind, at a slant of its own.
    const slant = (random() - 0.5) * 1.2;
    const k = (2 * Math.PI) / (lengthPx * frame.unit);
    const [x, y] = [k * Math.cos(slant), k * Math.sin(slant)];
    // In the middle of the plants the mode goes as sin(ωt + phase).
    return { x, y, phase: Math.PI / 2 - phases[index]! - x * midX - y * midY };
  });
  const swingAt = (mode: number, node: number): Swing => {
    const gust = gusts[mode]!;
    const [x, y] = [(node % (frame.columns + 1)) * CELL_PX, Math.floor(node / (frame.columns + 1)) * CELL_PX];
    return { px: parts[mode]!.px * strength * weights[node]!, angle: gust.x * x + gust.y * y + gust.phase };
  };
  const swings = { nodes, modes, ...partsOf(modes.length, nodes, swingAt) };
  return limitStretch(startCalmly(swings, plan), frame);
}
