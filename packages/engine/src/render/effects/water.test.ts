import { describe, expect, test } from "vitest";
import { farthest, fieldAt, leastOver, reach, swingOf, TIMES } from "../../testing/motion-probe.ts";
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
import { waterMotion } from "./water.ts";

const frame = frameGeometry({ width: 640, height: 480 });
const lake: Where = (x, y) => x > 0.3 && y > 0.6;

const motion = (effect: Partial<EffectInput["effect"]> = {}, plan: Partial<EffectInput["plan"]> = {}): Oscillation =>
  waterMotion(
    syntheticInput({
      effect: syntheticEffect("water", effect),
      plan: syntheticPlan({ duration_seconds: 3, ...plan }),
      scene: syntheticScene({ water: lake }),
      frame,
    }),
  );
const usual = motion();

test("nothing moves outside the water, and no light changes there", () => {
  const field = fieldAt(motion({ amount: 2 }), frame, 1.3);
  const wrong = field.x.findIndex((x, node) => {
    const place = [(node % (frame.columns + 1)) * CELL_PX, Math.floor(node / (frame.columns + 1)) * CELL_PX] as const;
    const outside = place[0] < 0.3 * 640 - 1 || place[1] < 0.6 * 480 - 1;
    return outside && (x !== 0 || field.y[node] !== 0 || field.gain[node] !== 1);
  });
  expect(wrong).toBe(-1);
});

test("at the start the water stands as in the photograph", () => {
  const { x, y, gain } = fieldAt(usual, frame, 0);
  expect([reach(x), reach(y), Math.min(...gain), Math.max(...gain)]).toEqual([0, 0, 1, 1]);
});

test("ripples are seen, and gentle: a node moves by 1 to 12 px at 480 lines, up and down more than across", () => {
  expect(farthest(usual, frame, "y")).toBeGreaterThan(1);
  expect(farthest(usual, frame, "y")).toBeLessThan(12);
  expect(farthest(usual, frame, "y")).toBeGreaterThan(2 * farthest(usual, frame, "x"));
});

test("nearer water moves more than water at the horizon", () => {
  const swing = (row: number): number => swingOf(usual, frame, { node: row * (frame.columns + 1) + 50, axis: "y" });
  expect(swing(58)).toBeGreaterThan(1.5 * swing(40));
});

test("light changes, by a fifth at most at normal strength", () => {
  const gains = TIMES.map((time) => fieldAt(usual, frame, time).gain);
  expect(Math.max(...gains.map(reach))).toBeGreaterThan(1.005);
  expect(Math.max(...gains.map(reach))).toBeLessThan(1.2);
  expect(Math.min(...gains.map((gain) => Math.min(...gain)))).toBeGreaterThan(0.8);
});

test("speed is a factor of every frequency; amount, and doubt, of every height", () => {
  const hz = (oscillation: Oscillation): number => oscillation.modes[0]!.hz;
  const height = (oscillation: Oscillation): number => farthest(oscillation, frame, "y");
  expect(hz(motion({ speed: 2 }))).toBeCloseTo(2 * hz(usual), 10);
  const small = height(motion({ amount: 0.2 }));
  expect(height(motion({ amount: 0.1 }))).toBeCloseTo(small / 2, 3);
  expect(height(motion({ amount: 0.2, confidence: 0 }))).toBeCloseTo(0.45 * small, 3);
});

test("smooth water lives by its light: it changes by 4 % and more at every place, at night by more than by day", () => {
  const range = (night: number): number => {
    const light = waterMotion(
      syntheticInput({
        effect: syntheticEffect("water"),
        plan: syntheticPlan({ duration_seconds: 3 }),
        scene: { ...syntheticScene({ water: lake }), night },
        frame,
      }),
    );
    const node = 52 * (frame.columns + 1) + 50;
    const gains = TIMES.map((time) => fieldAt(light, frame, time).gain[node]!);
    return Math.max(...gains) - Math.min(...gains);
  };
  expect(range(0)).toBeGreaterThan(0.04);
  expect(range(1)).toBeGreaterThan(1.3 * range(0));
});

test("a shore holds back the water beside it, not the lake: from half the amount to all of it, open water moves almost twice as far", () => {
  const open = (amount: number): number =>
    swingOf(motion({ amount }), frame, { node: 52 * (frame.columns + 1) + 56, axis: "y" });
  expect(open(1) / open(0.5)).toBeGreaterThan(1.7);
});

test("a loop ends where it began", () => {
  expect(reach(fieldAt(motion({}, { loop: true }), frame, 3).y)).toBeLessThan(1e-3);
  expect(reach(fieldAt(usual, frame, 3).y)).toBeGreaterThan(0.1);
});

describe("the picture never folds", () => {
  test.each([1, 2, 4])("at amount %s", (amount) => {
    expect(leastOver(motion({ amount }), frame)).toBeGreaterThan(0.3);
  });
});

test("the same seed makes the same waves, another seed others", () => {
  expect(motion().cosine).toEqual(usual.cosine);
  expect(motion({}, { seed: 8 }).cosine).not.toEqual(usual.cosine);
});

test("without water nothing moves", () => {
  const none = waterMotion(
    syntheticInput({
      effect: syntheticEffect("water"),
      plan: syntheticPlan(),
      scene: syntheticScene(),
      frame,
    }),
  );
  expect(none.nodes).toHaveLength(0);
});
