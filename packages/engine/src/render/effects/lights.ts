import { type Component, connectedComponents } from "../../analyse/connected-components.ts";
import type { FloatMap, Lamp, SceneMaps } from "../../scene.ts";
import { calmPhases } from "../calm-phases.ts";
import { CELL_PX, type FrameGeometry } from "../frame-geometry.ts";
import { fittingHz, type Moment } from "../motion-clock.ts";
import { randomFrom, seedOf } from "../random.ts";
import { type EffectInput, gentleness } from "./effect-input.ts";

/** A lamp is never darker or brighter than these, times its light in the photograph; one that drops out is darker. */
const DARKEST = 0.2;
const BRIGHTEST = 1.45;
const DROPPED = 0.08;
/** How deep a normal flicker goes: the sum of its parts at their strongest. */
const DEPTH = 1.3;
/** A flicker from a slow breath to a quick tremble, Hz, the weaker the quicker (as 1/√f). */
const FLICKER_HZ = [0.45, 0.9, 1.7, 3.1, 5.3] as const;
/** Lamps up to this share of the picture's longer side are far away: stars and a city's windows twinkle, more quickly. */
const TINY = 0.025;
const TWINKLE = 1.5;
/** Among more lamps than this, one that is larger than most is rather a lit wall, and flickers less. */
const FEW_LAMPS = 4;
/** From this speed × amount on tubes drop out: every third lamp, about so often a second, for so long. */
const FAILING = 2;
const DROPS_PER_SECOND = 0.55;
const DROP_SECONDS = [0.07, 0.22] as const;
const DROP_EDGE_SECONDS = 0.035;

/** One lamp's flicker: a sum of sines, 0 at t = 0, and times at which it drops out. */
interface Flicker {
  readonly hz: readonly number[];
  readonly depth: readonly number[];
  readonly phase: readonly number[];
  readonly drops: readonly { readonly from: number; readonly to: number }[];
}

/** Lamps that flicker: which one each node belongs to, and how each goes. */
export interface LampLight {
  /** In px of the scene's maps. */
  readonly lamps: readonly Lamp[];
  /** Per node, the index of its lamp, -1 for none. */
  readonly lampOf: Int16Array;
  readonly flickers: readonly Flicker[];
}

/** How many px of the picture a lamp's box is grown by: the analysis gives it with its glow. */
const MARGIN_PX = 2;

/** A lamp with its glow, in px. */
export interface LampBox {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** A lamp's box in another scale: `scaleX` and `scaleY` px of the wanted size for one of the maps. */
export function lampBox(lamp: Lamp, { scaleX, scaleY }: { scaleX: number; scaleY: number }): LampBox {
  return {
    x0: (lamp.x - MARGIN_PX) * scaleX,
    x1: (lamp.x + lamp.width + MARGIN_PX) * scaleX,
    y0: (lamp.y - MARGIN_PX) * scaleY,
    y1: (lamp.y + lamp.height + MARGIN_PX) * scaleY,
  };
}

/** How far a place is from the middle of a lamp's ellipse, 1 at its rim. */
export const awayFrom = ({ x0, y0, x1, y1 }: LampBox, x: number, y: number): number =>
  Math.hypot((2 * x - x0 - x1) / (x1 - x0), (2 * y - y0 - y1) / (y1 - y0));

const sizeOf = ({ width, height }: Lamp): number => Math.max(width, height);

/** Lamps that flicker, twinkle when they are tiny, and drop out when much is asked of them; each in its own way. */
export function lampLight({ effect, plan, scene, frame, region, held }: EffectInput): LampLight {
  const random = randomFrom(seedOf(plan.seed, "lights"));
  const lamps = lampsOf({ effect, scene, region, held });
  const sizes = lamps.map(sizeOf).sort((a, b) => a - b);
  const usual = sizes[Math.floor(sizes.length / 2)] ?? 1;
  const failing = effect.speed * effect.amount >= FAILING;
  const flickers = lamps.map((lamp, index) => {
    const isTiny = sizeOf(lamp) <= TINY * Math.max(scene.width, scene.height);
    const calm = lamps.length > FEW_LAMPS ? Math.min(1, usual / sizeOf(lamp)) : 1;
    const pace = effect.speed * (isTiny ? TWINKLE : 1);
    const depth = DEPTH * effect.amount * gentleness(effect) * calm;
    return {
      ...flickerOf(plan, { pace, depth }, random),
      drops: failing && index % 3 === 0 ? dropsOf(plan.duration_seconds, random) : [],
    };
  });
  return { lamps, lampOf: nearestLamps(lamps, scene, frame), flickers };
}

/** What is drawn by a person and smaller than this (px of the maps, along its longer side) is no lamp but a slip. */
const SLIP_PX = 2;
const MOST_LAMPS = 64;

/**
 * The lamps that are to flicker: those in the region, and not held still. Where a person drew and the analysis sees no lamp,
 * each piece of the drawing is one.
 */
function lampsOf({ effect, scene, region, held }: Pick<EffectInput, "effect" | "scene" | "region" | "held">): Lamp[] {
  const middle = ({ data, width }: FloatMap, lamp: Lamp): number =>
    data[Math.floor(lamp.y + lamp.height / 2) * width + Math.floor(lamp.x + lamp.width / 2)]!;
  const free = scene.lamps.filter((lamp) => held === undefined || middle(held.map, lamp) < 0.5);
  if (effect.region === "lights") return free;
  const within = free.filter((lamp) => middle(region.map, lamp) > 0.5);
  if (within.length > 0 || typeof effect.region !== "object") return within;
  const marked = Uint8Array.from(region.map.data, (value) => (value > 0.5 ? 1 : 0));
  return connectedComponents(marked, region.map)
    .components.map(boxOf)
    .filter((lamp) => sizeOf(lamp) > SLIP_PX)
    .slice(0, MOST_LAMPS);
}

const boxOf = ({ left, top, right, bottom }: Component): Lamp => ({
  x: left,
  y: top,
  width: right - left + 1,
  height: bottom - top + 1,
});

function flickerOf(
  plan: EffectInput["plan"],
  { pace, depth }: { pace: number; depth: number },
  random: () => number,
): Omit<Flicker, "drops"> {
  const hz = FLICKER_HZ.map((centre) => fittingHz(plan, centre * (0.8 + 0.4 * random()) * pace));
  const weights = FLICKER_HZ.map((centre) => 1 / Math.sqrt(centre));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const phase = calmPhases({ hz, weights, fps: plan.fps }, random);
  const start = phase.reduce((total, angle, index) => total + weights[index]! * Math.sin(angle), 0);
  return {
    hz,
    depth: weights.map((weight) => (depth * weight) / sum),
    // In the photograph a lamp is rather at its brightest: most of a flicker goes down from there.
    phase: start < 0 ? phase.map((angle) => angle + Math.PI) : phase,
  };
}

/** When a failing lamp is out: never near the ends of the clip, so that a loop has no seam. */
function dropsOf(seconds: number, random: () => number): Flicker["drops"] {
  const [shortest, longest] = DROP_SECONDS;
  const first = 2 * DROP_EDGE_SECONDS;
  const room = seconds - longest - 2 * first;
  const count = room > 0 ? Math.max(1, Math.round(seconds * DROPS_PER_SECOND)) : 0;
  return Array.from({ length: count }, () => {
    const from = first + room * random();
    return { from, to: from + shortest + (longest - shortest) * random() };
  });
}

/** For each node, the lamp in whose ellipse it is deepest; the ellipse reaches a cell farther, so that its rim changes too. */
function nearestLamps(lamps: readonly Lamp[], scene: SceneMaps, frame: FrameGeometry): Int16Array {
  const lampOf = new Int16Array((frame.columns + 1) * (frame.rows + 1)).fill(-1);
  const away = new Float32Array(lampOf.length).fill(Infinity);
  const clamp = (value: number, most: number): number => Math.min(Math.max(value, 0), most);
  lamps.forEach((lamp, index) => {
    const box = lampBox(lamp, { scaleX: frame.width / scene.width, scaleY: frame.height / scene.height });
    const to = [
      clamp(Math.ceil(box.x1 / CELL_PX), frame.columns),
      clamp(Math.ceil(box.y1 / CELL_PX), frame.rows),
    ] as const;
    for (let row = clamp(Math.floor(box.y0 / CELL_PX), frame.rows); row <= to[1]; row += 1) {
      for (let column = clamp(Math.floor(box.x0 / CELL_PX), frame.columns); column <= to[0]; column += 1) {
        const node = row * (frame.columns + 1) + column;
        const own = awayFrom(box, column * CELL_PX, row * CELL_PX);
        if (own >= away[node]!) continue;
        away[node] = own;
        lampOf[node] = index;
      }
    }
  });
  return lampOf;
}

/** How much of a drop-out there is at a moment, 0 to 1. */
const droppedBy = ({ from, to }: { from: number; to: number }, seconds: number): number =>
  Math.max(0, Math.min(1, (seconds - from) / DROP_EDGE_SECONDS, (to - seconds) / DROP_EDGE_SECONDS));

/** How bright a lamp is at a moment, 1 in the photograph. */
export function brightness({ hz, depth, phase, drops }: Flicker, { seconds }: Moment): number {
  let change = 0;
  hz.forEach((frequency, index) => {
    change += depth[index]! * (Math.sin(2 * Math.PI * frequency * seconds + phase[index]!) - Math.sin(phase[index]!));
  });
  const level = Math.min(BRIGHTEST, Math.max(DARKEST, 1 + change));
  const out = drops.reduce((most, drop) => Math.max(most, droppedBy(drop, seconds)), 0);
  return level + (DROPPED - level) * out;
}

/** Fills `gains` (one per node) with the light of each node's lamp. */
export function lampGains({ lampOf, flickers }: LampLight, moment: Moment, gains: Float32Array): void {
  const levels = flickers.map((flicker) => brightness(flicker, moment));
  lampOf.forEach((lamp, node) => {
    gains[node] = lamp < 0 ? 1 : levels[lamp]!;
  });
}
