import { describe, expect, test } from "vitest";
import { farthest, fieldAt, leastOver, reach, swingOf } from "../../testing/motion-probe.ts";
import {
  syntheticEffect,
  syntheticInput,
  syntheticPlan,
  syntheticScene,
  type Where,
} from "../../testing/synthetic-scene.ts";
import { CELL_PX, frameGeometry } from "../frame-geometry.ts";
import type { Oscillation } from "../oscillation.ts";
import type { EffectInput } from "./effect-input.ts";
import { freedom, swayMotion } from "./sway.ts";

const frame = frameGeometry({ width: 640, height: 480 });
const bush: Where = (x, y) => x > 0.4 && x < 0.9 && y > 0.3 && y < 0.8;
const perRow = frame.columns + 1;

const motion = (effect: Partial<EffectInput["effect"]> = {}, plan: Partial<EffectInput["plan"]> = {}): Oscillation =>
  swayMotion(
    syntheticInput({
      effect: syntheticEffect("sway", effect),
      plan: syntheticPlan({ duration_seconds: 3, ...plan }),
      scene: syntheticScene({ vegetation: bush, subject: (x) => x < 0.2 }),
      frame,
    }),
  );

const usual = motion();

test("nothing moves away from the plants: a soft edge of 5 % of the picture, and their tips", () => {
  const { x, y } = fieldAt(motion({ amount: 2 }), frame, 1.3);
  const wrong = x.findIndex((value, node) => {
    const [px, py] = [((node % perRow) * CELL_PX) / 640, (Math.floor(node / perRow) * CELL_PX) / 480];
    const outside = px < 0.35 || px > 0.95 || py < 0.2 || py > 0.85;
    return outside && (value !== 0 || y[node] !== 0);
  });
  expect(wrong).toBe(-1);
});

test("at the start the plants stand as in the photograph, and light never changes", () => {
  expect(reach(fieldAt(usual, frame, 0).x)).toBe(0);
  expect(reach(fieldAt(usual, frame, 1).gain)).toBe(1);
});

const swing = (column: number, row: number): number =>
  swingOf(usual, frame, { node: row * perRow + column, axis: "x" });

test("they are pinned at the roots and swing at the tips", () => {
  // The bush spans rows 18 to 48; column 52 is its middle.
  expect(swing(52, 26)).toBeGreaterThan(2);
  expect(swing(52, 47)).toBeLessThan(0.3 * swing(52, 26));
});

test("freedom is 0 at the roots, grows upwards to 1, and goes on over the tips for 4 % of the picture", () => {
  const { map } = syntheticScene({ vegetation: bush }).regions.vegetation;
  const free = freedom(map).data;
  const at = (y: number): number => free[Math.floor(y * 120) * 160 + 100]!;
  expect(at(0.85)).toBe(0);
  expect(at(0.79)).toBeLessThan(0.1);
  expect(at(0.35)).toBe(1);
  expect(at(0.28)).toBeGreaterThan(0.2);
  expect(at(0.2)).toBe(0);
});

test("plants that run out of the picture have their roots below it: they swing at its edge too", () => {
  const { map } = syntheticScene({ vegetation: (_, y) => y > 0.5 }).regions.vegetation;
  expect(freedom(map).data.at(-1)).toBeGreaterThan(0.35);
});

test("the swing is 2 to 12 px at 480 lines, mostly along the wind", () => {
  expect(farthest(usual, frame, "x")).toBeGreaterThan(2);
  expect(farthest(usual, frame, "x")).toBeLessThan(12);
  expect(reach(fieldAt(usual, frame, 1.3).y)).toBeLessThan(reach(fieldAt(usual, frame, 1.3).x));
});

test("wind from the other side swings the other way", () => {
  const [right, left] = [
    fieldAt(motion({ direction: 0 }), frame, 0.7),
    fieldAt(motion({ direction: 180 }), frame, 0.7),
  ];
  const node = right.x.findIndex((value) => Math.abs(value) > 1);
  expect(left.x[node]).toBeCloseTo(-right.x[node]!, 4);
});

test("speed is a factor of every frequency, amount of every swing", () => {
  expect(motion({ speed: 2 }).modes.map(({ hz }) => hz)).toEqual([0.84, 1.74, 3.1, 4.4]);
  expect(farthest(motion({ amount: 0.5 }), frame, "x")).toBeCloseTo(farthest(usual, frame, "x") / 2, 3);
});

test("a loop ends where it began", () => {
  expect(reach(fieldAt(motion({}, { loop: true }), frame, 3).x)).toBeLessThan(1e-3);
});

describe("the picture never folds", () => {
  test.each([1, 2, 4])("at amount %s", (amount) => {
    expect(leastOver(motion({ amount }), frame)).toBeGreaterThan(0.3);
  });
});

test("told to sway the subject, it sways the subject and not the plants", () => {
  const { x } = fieldAt(motion({ region: "subject" }), frame, 1);
  const middleOfBush = 30 * perRow + 52;
  expect(x[middleOfBush]).toBe(0);
  expect(reach(x)).toBeGreaterThan(0.5);
});
