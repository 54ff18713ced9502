import { describe, expect, test } from "vitest";
import { fieldAt, leastOver, reach, swingOf } from "../../testing/motion-probe.ts";
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
import { fireMotion } from "./fire.ts";

const frame = frameGeometry({ width: 640, height: 480 });
const perRow = frame.columns + 1;
/** Flames in the middle, from y 0.8 up to 0.3; and a candle's, a thirtieth as large. */
const campfire: Where = (x, y) => Math.abs(x - 0.5) < 0.12 && y > 0.3 && y < 0.8;
const candle: Where = (x, y) => Math.abs(x - 0.5) < 0.025 && y > 0.4 && y < 0.5;

const motion = (fire: Where, effect: Partial<EffectInput["effect"]> = {}, loop = false): readonly Oscillation[] =>
  fireMotion(
    syntheticInput({
      effect: syntheticEffect("fire", effect),
      plan: syntheticPlan({ duration_seconds: 3, loop }),
      scene: syntheticScene({ fire }),
      frame,
    }),
  );
const [licks, flicker] = motion(campfire) as [Oscillation, Oscillation];
const nodeAt = (x: number, y: number): number =>
  Math.round((y * 480) / CELL_PX) * perRow + Math.round((x * 640) / CELL_PX);
const gainsAt = (oscillation: Oscillation, node: number): number[] =>
  Array.from({ length: 180 }, (_, step) => fieldAt(oscillation, frame, step / 60).gain[node]!);
const range = (values: readonly number[]): number => Math.max(...values) - Math.min(...values);

test("at the start the fire is as in the photograph, in its place and its light", () => {
  for (const oscillation of [licks, flicker]) {
    const { x, y, gain } = fieldAt(oscillation, frame, 0);
    expect([reach(x), reach(y), Math.min(...gain), Math.max(...gain)]).toEqual([0, 0, 1, 1]);
  }
});

test("flames lick at their tips, by 2 to 20 px at 480 lines, and hardly at their foot", () => {
  const tip = swingOf(licks, frame, { node: nodeAt(0.5, 0.36), axis: "x" });
  expect(tip).toBeGreaterThan(2);
  expect(tip).toBeLessThan(20);
  expect(swingOf(licks, frame, { node: nodeAt(0.5, 0.77), axis: "x" })).toBeLessThan(0.25 * tip);
});

test("licks run upwards: what a place does, the place above does a moment later", () => {
  const quickest = licks.modes.length - 2;
  const only = (mode: number): Oscillation => ({
    ...licks,
    modes: [licks.modes[mode]!],
    cosine: [licks.cosine[mode]!],
    sine: [licks.sine[mode]!],
  });
  const node = (y: number): number => [...licks.nodes].indexOf(nodeAt(0.5, y));
  const angle = (y: number): number =>
    Math.atan2(only(quickest).sine[0]![node(y)]!, only(quickest).cosine[0]![node(y)]!);
  const later = angle(0.5 - CELL_PX / 480) - angle(0.5);
  expect((later + 2 * Math.PI) % (2 * Math.PI)).toBeLessThan(Math.PI);
});

test("nothing moves away from the flames and their tips", () => {
  const { x } = fieldAt(licks, frame, 1.3);
  const wrong = x.findIndex((value, node) => {
    const [px, py] = [((node % perRow) * CELL_PX) / 640, (Math.floor(node / perRow) * CELL_PX) / 480];
    return value !== 0 && (Math.abs(px - 0.5) > 0.19 || py < 0.22 || py > 0.86);
  });
  expect(wrong).toBe(-1);
});

describe("light", () => {
  test("flames flicker by a tenth to a half of their light, between 1 and 8 Hz, the strongest part the slowest", () => {
    const change = range(gainsAt(flicker, nodeAt(0.5, 0.6)));
    expect(change).toBeGreaterThan(0.2);
    expect(change).toBeLessThan(1);
    const hz = flicker.modes.map((mode) => mode.hz);
    expect(Math.min(...hz)).toBeGreaterThan(1);
    expect(Math.max(...hz)).toBeLessThan(9);
    const strength = flicker.cosine.map((cosine, mode) => Math.hypot(cosine[0]!, flicker.sine[mode]![0]!));
    expect(strength[0]! / strength[5]!).toBeGreaterThan(2);
  });

  test("what stands by flickers along, the less the farther, and the far corner not at all", () => {
    const [flames, beside, farther, far] = [
      nodeAt(0.5, 0.6),
      nodeAt(0.68, 0.6),
      nodeAt(0.9, 0.6),
      nodeAt(0.01, 0.01),
    ].map((node) => range(gainsAt(flicker, node)));
    expect(beside! / flames!).toBeGreaterThan(0.15);
    expect(beside! / flames!).toBeLessThan(0.5);
    expect(farther!).toBeLessThan(beside!);
    expect(far).toBeLessThan(0.05 * flames!);
  });

  test("however strong, no place goes dark", () => {
    const strong = motion(campfire, { amount: 4 })[1]!;
    expect(Math.min(...gainsAt(strong, nodeAt(0.5, 0.6)))).toBeGreaterThan(0);
  });
});

test("a candle is gentler: calmer by two fifths in its light, slower by a quarter", () => {
  const [, small] = motion(candle) as [Oscillation, Oscillation];
  const node = nodeAt(0.5, 0.45);
  expect(range(gainsAt(small, node))).toBeLessThan(0.75 * range(gainsAt(flicker, nodeAt(0.5, 0.6))));
  expect(small.modes[0]!.hz / flicker.modes[0]!.hz).toBeCloseTo(0.75, 6);
});

test("a loop ends where it began", () => {
  for (const oscillation of motion(campfire, {}, true)) {
    const { x, gain } = fieldAt(oscillation, frame, 3);
    expect(reach(x)).toBeLessThan(1e-3);
    expect(Math.max(...gain)).toBeCloseTo(1, 4);
  }
});

test.each([1, 2, 4])("the picture never folds, at amount %s", (amount) => {
  expect(leastOver(motion(campfire, { amount })[0]!, frame)).toBeGreaterThan(0.3);
});

test("without fire nothing moves and no light changes", () => {
  expect(motion(() => false)).toEqual([]);
});
