import type { PictureSize } from "../../output-size.ts";
import type { Lamp } from "../../scene.ts";
import { CELL_PX } from "../frame-geometry.ts";
import { fittingHz, type Moment } from "../motion-clock.ts";
import { randomFrom, seedOf } from "../random.ts";
import { type EffectInput, gentleness } from "./effect-input.ts";

/** A lamp is never darker or brighter than these, times its light in the photograph. */
const DARKEST = 0.12;
const BRIGHTEST = 1.45;
/** How deep a normal flicker goes. */
const DEPTH = 0.6;
/** Frequencies of a flicker, Hz: a slow breath and a quick tremble. */
const BREATH_HZ = [0.5, 1.1] as const;
const TREMBLE_HZ = [1.7, 3.3] as const;

/** One lamp's flicker: a sum of sines, 0 at t = 0. */
interface Flicker {
  readonly hz: readonly number[];
  readonly depth: readonly number[];
  readonly phase: readonly number[];
}

/** Lamps that flicker: which one each node belongs to, and how each goes. */
export interface LampLight {
  /** Per node, the index of its lamp, -1 for none. */
  readonly lampOf: Int16Array;
  readonly flickers: readonly Flicker[];
}

/** How far around a lamp its light counts as its own, in its own sizes; and at the most, as a share of the picture. */
const HALO = 0.9;
const WIDEST_HALO = 0.035;

/** A lamp in px of the frame, with its halo. */
export interface LampBox {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** @param picture the size that the lamp's pixels are of; `scale` px of the wanted size a pixel */
export function lampBox(
  lamp: Lamp,
  picture: PictureSize,
  { scaleX, scaleY }: { scaleX: number; scaleY: number },
): LampBox {
  const widest = WIDEST_HALO * Math.max(picture.width, picture.height);
  const reach = (side: number): number => side / 2 + Math.min(Math.max(3, side * HALO), widest);
  const x = (lamp.x + lamp.width / 2) * scaleX;
  const y = (lamp.y + lamp.height / 2) * scaleY;
  return {
    x0: x - reach(lamp.width) * scaleX,
    x1: x + reach(lamp.width) * scaleX,
    y0: y - reach(lamp.height) * scaleY,
    y1: y + reach(lamp.height) * scaleY,
  };
}

export function lampLight({ effect, plan, scene, frame }: EffectInput): LampLight {
  const random = randomFrom(seedOf(plan.seed, "lights"));
  const depth = DEPTH * effect.amount * gentleness(effect);
  const within = ([from, to]: readonly [number, number]): number =>
    fittingHz(plan, (from + (to - from) * random()) * effect.speed);
  const flickers = scene.lamps.map(() => ({
    hz: [within(BREATH_HZ), within(TREMBLE_HZ)],
    depth: [depth * (0.45 + 0.3 * random()), depth * (0.2 + 0.2 * random())],
    phase: [random() * 2 * Math.PI, random() * 2 * Math.PI],
  }));
  const lampOf = new Int16Array((frame.columns + 1) * (frame.rows + 1)).fill(-1);
  scene.lamps.forEach((lamp, index) => {
    const { x0, y0, x1, y1 } = lampBox(lamp, scene, {
      scaleX: frame.width / scene.width,
      scaleY: frame.height / scene.height,
    });
    const clamp = (value: number, most: number): number => Math.min(Math.max(value, 0), most);
    for (
      let row = clamp(Math.floor(y0 / CELL_PX), frame.rows);
      row <= clamp(Math.ceil(y1 / CELL_PX), frame.rows);
      row += 1
    ) {
      const from = clamp(Math.floor(x0 / CELL_PX), frame.columns);
      const to = clamp(Math.ceil(x1 / CELL_PX), frame.columns);
      lampOf.fill(index, row * (frame.columns + 1) + from, row * (frame.columns + 1) + to + 1);
    }
  });
  return { lampOf, flickers };
}

/** How bright a lamp is at a moment, 1 in the photograph. */
export function brightness({ hz, depth, phase }: Flicker, { seconds }: Moment): number {
  let change = 0;
  hz.forEach((frequency, index) => {
    change += depth[index]! * (Math.sin(2 * Math.PI * frequency * seconds + phase[index]!) - Math.sin(phase[index]!));
  });
  return Math.min(BRIGHTEST, Math.max(DARKEST, 1 + change));
}

/** Fills `gains` (one per node) with the light of each node's lamp. */
export function lampGains({ lampOf, flickers }: LampLight, moment: Moment, gains: Float32Array): void {
  const levels = flickers.map((flicker) => brightness(flicker, moment));
  lampOf.forEach((lamp, node) => {
    gains[node] = lamp < 0 ? 1 : levels[lamp]!;
  });
}
