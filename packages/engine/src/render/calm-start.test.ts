import { expect, test } from "vitest";
import { startCalmly } from "./calm-start.ts";
import { addOscillation, newField, type Oscillation } from "./oscillation.ts";

const FPS = 10;
const PLAN = { loop: true, fps: FPS, duration_seconds: 2 } as const;
/** A sine begins where it is quickest; the second mode makes the best moment another one than the first one's turning point. */
const SWINGS: Oscillation = {
  nodes: Int32Array.of(0, 1),
  modes: [
    { hz: 0.5, alongX: 1, alongY: 0, shade: 0 },
    { hz: 1, alongX: 0, alongY: 1, shade: 0 },
  ],
  cosine: [Float32Array.of(0, 0), Float32Array.of(0, 0)],
  sine: [Float32Array.of(4, 4), Float32Array.of(1, 1)],
};

const placeAt = (oscillation: Oscillation, frame: number): readonly [number, number] => {
  const field = newField(2);
  addOscillation(field, oscillation, { seconds: frame / FPS, share: 0 });
  return [field.x[0]!, field.y[0]!];
};

const stepsOf = (oscillation: Oscillation): number[] =>
  Array.from({ length: 20 }, (_, frame) => {
    const [from, to] = [placeAt(oscillation, frame - 1), placeAt(oscillation, frame)];
    return Math.hypot(to[0] - from[0], to[1] - from[1]);
  });

test("a loop begins where its step is the smallest, and goes through the same steps", () => {
  const calm = startCalmly(SWINGS, PLAN);
  const [before, after] = [stepsOf(SWINGS), stepsOf(calm)];
  const least = Math.min(...before);
  expect(before[0]).toBeGreaterThan(2 * least);
  expect(after[0]).toBeCloseTo(least, 4);
  expect(after.toSorted((a, b) => a - b).map((step) => step.toFixed(3))).toEqual(
    before.toSorted((a, b) => a - b).map((step) => step.toFixed(3)),
  );
  expect(placeAt(calm, 0)).toEqual([0, 0]);
});

test("without a loop, and where nothing moves, it stays as it is", () => {
  expect(startCalmly(SWINGS, { ...PLAN, loop: false })).toBe(SWINGS);
  const nothing: Oscillation = { nodes: Int32Array.of(), modes: [], cosine: [], sine: [] };
  expect(startCalmly(nothing, PLAN)).toBe(nothing);
});
