import { describe, expect, test } from "vitest";
import { farthest, fieldAt, leastOver, reach, swingOf } from "../../testing/motion-probe.ts";
import {
  syntheticEffect,
  syntheticInput,
  syntheticPlan,
  type SceneParts,
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

/** The farthest that a node at a place (0 to 1) is from where it was. */
const moved = (oscillation: Oscillation, x: number, y: number): number => {
  const node = Math.round((y * 480) / CELL_PX) * perRow + Math.round((x * 640) / CELL_PX);
  return swingOf(oscillation, frame, { node, axis: "x" });
};

describe("what stands beside a plant", () => {
  const beside = (parts: SceneParts): Oscillation =>
    swayMotion(
      syntheticInput({
        effect: syntheticEffect("sway"),
        plan: syntheticPlan({ duration_seconds: 3 }),
        scene: syntheticScene({ vegetation: bush, ...parts }),
        frame,
      }),
    );

  test("stays where it is to the plant's edge, when it is a wall: the plant comes to rest inside", () => {
    const wall = beside({});
    expect(moved(wall, 0.38, 0.4)).toBe(0);
    expect(moved(wall, 0.41, 0.4)).toBeLessThan(0.35 * moved(wall, 0.65, 0.4));
  });

  test("gives way when it is sky: the plant swings to its edge, and over its tips", () => {
    const sky = beside({ sky: (x, y) => !bush(x, y) });
    expect(moved(sky, 0.41, 0.4)).toBeGreaterThan(2 * moved(beside({}), 0.41, 0.4));
    expect(moved(sky, 0.65, 0.29)).toBeGreaterThan(1);
    expect(moved(beside({}), 0.65, 0.29)).toBe(0);
  });

  test("is never a subject that stands in the plant", () => {
    const visitor: Where = (x, y) => Math.abs(x - 0.65) < 0.08 && y > 0.3 && y < 0.6;
    const around = beside({ vegetation: (x, y) => bush(x, y) && !visitor(x, y), subject: visitor });
    expect(moved(around, 0.65, 0.45)).toBe(0);
    expect(moved(around, 0.85, 0.45)).toBeGreaterThan(1);
  });
});

describe("told to sway the subject, hair and cloth", () => {
  const figure: Where = (x, y) => Math.abs(x - 0.5) < 0.2 && y > 0.1;
  const hair = swayMotion(
    syntheticInput({
      effect: syntheticEffect("sway", { region: "subject" }),
      plan: syntheticPlan({ duration_seconds: 3 }),
      scene: syntheticScene({ vegetation: (x) => x > 0.8, subject: figure }),
      frame,
    }),
  );

  test("sways its rim, the freer the higher, and no plant", () => {
    expect(moved(hair, 0.5, 0.11)).toBeGreaterThan(1.5);
    expect(moved(hair, 0.31, 0.2)).toBeGreaterThan(2 * moved(hair, 0.31, 0.7));
    expect(moved(hair, 0.9, 0.4)).toBe(0);
  });

  test("never moves what is inside: a face stays a face", () => {
    expect(moved(hair, 0.5, 0.25)).toBe(0);
    expect(moved(hair, 0.5, 0.6)).toBe(0);
  });
});
