import { fittingHz } from "../motion-clock.ts";
import { blurMap, shrinkNodes, toNodes } from "../node-map.ts";
import { limitStretch, type Mode, movingNodes, type Oscillation } from "../oscillation.ts";
import { randomFrom, seedOf } from "../random.ts";
import { CELL_PX } from "../frame-geometry.ts";
import { type EffectInput, gentleness } from "./effect-input.ts";

const WAVES = 12;
/** Wavelengths on the ground, in heights of the camera over the water: short chop to long swell. */
const SHORTEST = 0.16;
const LONGEST = 1.5;
/** Waves shorter than this on the screen are left out, and those up to the second length fade in: cells could not show them. */
const INVISIBLE_PX = 14;
const VISIBLE_PX = 34;
/** Amplitude of one wave as a share of its length on the screen: gentle water. */
const STEEPNESS = 0.02;
/** No wave moves the picture by more px than this (short side 720). */
const HIGHEST_PX = 2.1;
/** Frequency of a wave as long as the camera is high, Hz; others by ω ~ √k (deep water). */
const SWELL_HZ = 0.34;
/** Keeps the ground plane finite at the horizon. */
const HORIZON_GAP = 0.12;
/** Change of light per px of amplitude. */
const SHADE = 0.011;

interface Wave {
  /** Wave numbers on the ground, radians per camera height: across and away. */
  readonly across: number;
  readonly away: number;
  readonly length: number;
  readonly phase: number;
}

function wavesFrom(seed: number): readonly Wave[] {
  const random = randomFrom(seedOf(seed, "water"));
  return Array.from({ length: WAVES }, (_, index) => {
    const length = SHORTEST * (LONGEST / SHORTEST) ** ((index + 0.6 * random()) / WAVES);
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

/**
 * Ripples and gentle waves: directional waves on the ground plane, seen in perspective, inside the water region only and
 * dying out at its shore.
 */
export function waterMotion({ effect, plan, scene, frame }: EffectInput): Oscillation {
  const shore = Math.max(2, Math.round(scene.width / 90));
  const water = toNodes(blurMap(scene.regions.water.map, shore), frame);
  // The shore itself stands still: a rock's edge may not swim.
  const weights = shrinkNodes(water, frame).map((value) => smooth(0.4, 0.9, value));
  const nodes = movingNodes(weights);
  const strength = effect.amount * gentleness(effect);
  const horizon = Math.min(scene.horizon, highestOf(nodes, frame.columns + 1) / frame.rows);
  const waves = wavesFrom(plan.seed);
  const modes: Mode[] = waves.map(({ length }) => ({
    hz: fittingHz(plan, (SWELL_HZ / Math.sqrt(length)) * effect.speed),
    alongX: 0.35,
    alongY: 0.94,
    shade: SHADE / frame.unit,
  }));
  const cosine = waves.map(() => new Float32Array(nodes.length));
  const sine = waves.map(() => new Float32Array(nodes.length));
  nodes.forEach((node, i) => {
    const column = node % (frame.columns + 1);
    const row = Math.floor(node / (frame.columns + 1));
    const below = Math.max(0, (row * CELL_PX) / frame.height - horizon);
    const depth = 1 / (below + HORIZON_GAP);
    const across = ((column * CELL_PX) / frame.width - 0.5) * (frame.width / frame.height) * depth;
    waves.forEach((wave, index) => {
      // Px per camera height on the ground, across and (foreshortened) away from the camera.
      const pxAcross = frame.height / depth;
      const pxAway = frame.height / (depth * depth);
      const turns = Math.hypot(wave.across / pxAcross, wave.away / pxAway) / (2 * Math.PI);
      const lengthPx = 1 / turns;
      const seen = smooth(INVISIBLE_PX, VISIBLE_PX, lengthPx);
      const height = Math.min(STEEPNESS * lengthPx, HIGHEST_PX * frame.unit) * seen * strength * weights[node]!;
      const angle = wave.across * across + wave.away * depth + wave.phase;
      cosine[index]![i] = height * Math.cos(angle);
      sine[index]![i] = height * Math.sin(angle);
    });
  });
  return limitStretch({ nodes, modes, cosine, sine }, frame);
}

const highestOf = (nodes: Int32Array, perRow: number): number =>
  nodes.length === 0 ? 0 : Math.floor(nodes[0]! / perRow);
