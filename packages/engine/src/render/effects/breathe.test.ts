import { expect, test } from "vitest";
import { fieldAt, leastOver, reach } from "../../testing/motion-probe.ts";
import {
  syntheticEffect,
  syntheticInput,
  syntheticPlan,
  syntheticScene,
  type Where,
} from "../../testing/synthetic-scene.ts";
import { CELL_PX, frameGeometry } from "../frame-geometry.ts";
import type { Oscillation } from "../oscillation.ts";
import { breatheMotion } from "./breathe.ts";
import type { EffectInput } from "./effect-input.ts";

const frame = frameGeometry({ width: 1280, height: 720 });
const perRow = frame.columns + 1;
/** Somebody who sits: a head over a body, down to the picture's lower edge. */
const sitter: Where = (x, y) => Math.hypot((x - 0.5) * 1.78, y - 0.25) < 0.13 || (Math.abs(x - 0.5) < 0.15 && y > 0.35);

const motion = (effect: Partial<EffectInput["effect"]> = {}, loop = false, subject = sitter): readonly Oscillation[] =>
  breatheMotion(
    syntheticInput({
      effect: syntheticEffect("breathe", effect),
      plan: syntheticPlan({ duration_seconds: 4, loop }),
      scene: syntheticScene({ subject }),
      frame,
    }),
  );
const breath = motion()[0]!;
const nodeAt = (x: number, y: number): number =>
  Math.round((y * 720) / CELL_PX) * perRow + Math.round((x * 1280) / CELL_PX);
const risen = (x: number, y: number, seconds: number): number => fieldAt(breath, frame, seconds).y[nodeAt(x, y)]!;

test("a breath takes 4 s: at rest at its start and end, fullest about the middle, in sooner than out", () => {
  expect([0, 4].map((seconds) => Math.abs(Math.round(1000 * risen(0.5, 0.2, seconds))))).toEqual([0, 0]);
  expect(risen(0.5, 0.2, 1)).toBeGreaterThan(risen(0.5, 0.2, 3));
  const heights = Array.from({ length: 40 }, (_, step) => risen(0.5, 0.2, step / 10));
  expect(Math.min(...heights)).toBeGreaterThanOrEqual(-0.05);
  expect(heights.indexOf(Math.max(...heights))).toBeGreaterThan(12);
  expect(heights.indexOf(Math.max(...heights))).toBeLessThan(21);
});

test("the head rises by 1 to 2.2 px at 720 lines, the lap by less, what is beside them not at all", () => {
  expect(risen(0.5, 0.2, 2)).toBeGreaterThan(1);
  expect(risen(0.5, 0.2, 2)).toBeLessThan(2.2);
  expect(risen(0.5, 0.9, 2)).toBeLessThan(0.4 * risen(0.5, 0.2, 2));
  expect(risen(0.9, 0.3, 2)).toBe(0);
});

test("the chest goes out to both sides, by about 1 px", () => {
  const { x } = fieldAt(breath, frame, 2);
  // What is seen at the right edge of the chest comes from the left of it.
  expect(x[nodeAt(0.64, 0.7)]!).toBeLessThan(-0.5);
  expect(x[nodeAt(0.36, 0.7)]!).toBeGreaterThan(0.5);
  expect(reach(x)).toBeLessThan(1.9);
});

test("a face keeps its shape: over its own height and width nothing moves apart by more than a third of a px", () => {
  const { x, y } = fieldAt(breath, frame, 2);
  const face = [...x.keys()].filter((node) => {
    const [u, v] = [((node % perRow) * CELL_PX) / 1280, (Math.floor(node / perRow) * CELL_PX) / 720];
    return Math.hypot((u - 0.5) * 1.78, v - 0.25) < 0.12;
  });
  const spread = (of: Float32Array): number => {
    const values = face.map((node) => of[node]!);
    return Math.max(...values) - Math.min(...values);
  };
  expect(spread(y)).toBeLessThan(0.34);
  expect(spread(x)).toBeLessThan(0.34);
});

test("somebody small breathes by no more than a sixtieth of their height", () => {
  const small = motion({}, false, (x, y) => Math.abs(x - 0.5) < 0.02 && y > 0.5 && y < 0.6)[0]!;
  expect(reach(fieldAt(small, frame, 2).y)).toBeLessThan(1.3);
  expect(reach(fieldAt(small, frame, 2).y)).toBeGreaterThan(0.3);
});

test("in a loop of 4 s one breath fits; twice as fast, two", () => {
  expect(motion({}, true)[0]!.modes.map(({ hz }) => hz)).toEqual([0.25, 0.25, 0.5, 0.5]);
  expect(motion({ speed: 2 }, true)[0]!.modes[0]!.hz).toBe(0.5);
});

test("the picture never folds, however deep the breath; with nobody there nothing moves", () => {
  expect(leastOver(motion({ amount: 4 })[0]!, frame)).toBeGreaterThan(0.6);
  expect(motion({}, false, () => false)).toEqual([]);
});
