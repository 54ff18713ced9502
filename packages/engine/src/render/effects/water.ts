import type { FloatMap } from "../../scene.ts";
import { distanceFromEdge } from "../edge-distance.ts";
import { fittingHz } from "../motion-clock.ts";
import { blurMap, type NodeMap, shrinkNodes, toNodes } from "../node-map.ts";
import { startCalmly } from "../calm-start.ts";
import { limitStretch } from "../limit-stretch.ts";
import { type Mode, movingNodes, type Oscillation, partsOf, type Swing } from "../oscillation.ts";
import { randomFrom, seedOf } from "../random.ts";
import { CELL_PX, type FrameGeometry } from "../frame-geometry.ts";
import { type EffectInput, gentleness } from "./effect-input.ts";

/** Wavelengths on the ground, in heights of the camera over the water: short chop to swell, and the glints on it. */
const SWELL = { count: 9, shortest: 0.16, longest: 1.2 } as const;
const GLINTS = { count: 6, shortest: 0.09, longest: 0.4 } as const;
/** Waves shorter than this on the screen are left out, and those up to the second length fade in: cells could not show them. */
const INVISIBLE_PX = 14;
const VISIBLE_PX = 34;
/** Amplitude of one wave as a share of its length on the screen: gentle water. */
const STEEPNESS = 0.016;
/** No wave moves the picture by more px than this (short side 720). */
const HIGHEST_PX = 1.1;
/** Frequency of a wave as long as the camera is high, Hz; others by ω ~ √k (deep water). */
const SWELL_HZ = 0.7;
/** Keeps the ground plane finite at the horizon. */
const HORIZON_GAP = 0.12;
/** Change of light per px of amplitude of the swell. */
const SHADE = 0.006;
/** Change of light of one glint by day; at night, where water shows lamps, twice that. */
const GLINT = 0.022;
/** From the shore inwards motion grows over this many px (short side 720), light over a third of them. */
const SHORE_PX = 30;

interface Wave {
  /** Wave numbers on the ground, radians per camera height: across and away. */
  readonly across: number;
  readonly away: number;
  readonly length: number;
  readonly phase: number;
}

function wavesFrom({ count, shortest, longest }: typeof SWELL | typeof GLINTS, random: () => number): readonly Wave[] {
  return Array.from({ length: count }, (_, index) => {
    const length = shortest * (longest / shortest) ** ((index + 0.6 * random()) / count);
    // Mostly towards the camera, spread to both sides.
    const angle = (random() - 0.5) * 2.1;
    const k = (2 * Math.PI) / length;
    return { across: k * Math.sin(angle), away: k * Math.cos(angle), length, phase: random() * 2 * Math.PI };
  });
}

const smooth = (from: number, to: number, value: number): number => {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
};

/** A place of the water: on the ground, in heights of the camera, and what a height is in px across and (foreshortened) away. */
interface Place {
  readonly across: number;
  readonly depth: number;
  readonly pxAcross: number;
  readonly pxAway: number;
}

function placeOf(node: number, frame: FrameGeometry, horizon: number): Place {
  const column = node % (frame.columns + 1);
  const row = Math.floor(node / (frame.columns + 1));
  const below = Math.max(0, (row * CELL_PX) / frame.height - horizon);
  const depth = 1 / (below + HORIZON_GAP);
  const across = ((column * CELL_PX) / frame.width - 0.5) * (frame.width / frame.height) * depth;
  return { across, depth, pxAcross: frame.height / depth, pxAway: frame.height / (depth * depth) };
}

/** A wave's length on the screen at a place, px. */
function lengthAt({ across, away }: Wave, { pxAcross, pxAway }: Place): number {
  const [perPxAcross, perPxAway] = [across / pxAcross, away / pxAway];
  return (2 * Math.PI) / Math.sqrt(perPxAcross * perPxAcross + perPxAway * perPxAway);
}

/**
 * Ripples and gentle waves: directional waves on the ground plane, seen in perspective, inside the water region only and
 * dying out at its shore; and glints, which only change the light, so that smooth water and the reflections of lamps live too.
 */
export function waterMotion({ effect, plan, scene, frame, region }: EffectInput): Oscillation {
  const { inner, shore } = waterWeights(region.map, frame);
  const nodes = movingNodes(shore);
  const strength = effect.amount * gentleness(effect);
  const horizon = Math.min(scene.horizon, highestOf(nodes, frame.columns + 1) / frame.rows);
  const places = Array.from(nodes, (node) => placeOf(node, frame, horizon));
  const random = randomFrom(seedOf(plan.seed, "water"));
  const hz = (length: number): number => fittingHz(plan, (SWELL_HZ / Math.sqrt(length)) * effect.speed);
  const swell = wavesFrom(SWELL, random);
  const glints = wavesFrom(GLINTS, random);
  const glint = GLINT * (1 + scene.night) * strength;
  const waves = [...swell, ...glints];
  const swingAt = (mode: number, node: number, index: number): Swing => {
    const wave = waves[mode]!;
    const place = places[index]!;
    const length = lengthAt(wave, place);
    const px =
      mode < swell.length
        ? Math.min(STEEPNESS * length, HIGHEST_PX * frame.unit) * strength * inner[node]!
        : glint * shore[node]!;
    const angle = wave.across * place.across + wave.away * place.depth + wave.phase;
    return { px: px * smooth(INVISIBLE_PX, VISIBLE_PX, length), angle };
  };
  const modes: Mode[] = [
    ...swell.map(({ length }) => ({ hz: hz(length), alongX: 0.35, alongY: 0.94, shade: SHADE / frame.unit })),
    ...glints.map(({ length }) => ({ hz: hz(length), alongX: 0, alongY: 0, shade: 1 })),
  ];
  const swings = { nodes, modes, ...partsOf(modes.length, nodes, swingAt) };
  return limitStretch(startCalmly(swings, plan), frame);
}

/** How freely each node moves and shines: not at all at the shore, since a rock's edge may not swim. */
function waterWeights(water: FloatMap, frame: FrameGeometry): { inner: NodeMap; shore: NodeMap } {
  const soft = Math.max(2, Math.round(water.width / 90));
  const inside = shrinkNodes(toNodes(blurMap(water, soft), frame), frame).map((value) => smooth(0.4, 0.9, value));
  const away = distanceFromEdge(inside, frame);
  const over = (px: number): NodeMap =>
    inside.map((value, node) => value * smooth(0, (px * frame.unit) / CELL_PX, away[node]!));
  return { inner: over(SHORE_PX), shore: over(SHORE_PX / 3) };
}

const highestOf = (nodes: Int32Array, perRow: number): number =>
  nodes.length === 0 ? 0 : Math.floor(nodes[0]! / perRow);
