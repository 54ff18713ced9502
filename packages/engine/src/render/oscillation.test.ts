import { expect, test } from "vitest";
import { frameGeometry, nodeCount } from "./frame-geometry.ts";
import { addOscillation, movingNodes, newField, type Oscillation } from "./oscillation.ts";

const frame = frameGeometry({ width: 80, height: 64 });
const mode = { hz: 0.5, alongX: 1, alongY: 0, shade: 0.01 };
const at = (seconds: number) => ({ seconds, share: 0 });

/** One node that swings. */
const swing = (cosine: number, sine: number): Oscillation => ({
  nodes: Int32Array.of(5),
  modes: [mode],
  cosine: [Float32Array.of(cosine)],
  sine: [Float32Array.of(sine)],
});

const shown = (oscillation: Oscillation, seconds: number) => {
  const field = newField(nodeCount(frame));
  addOscillation(field, oscillation, at(seconds));
  return { x: field.x[5]!, y: field.y[5]!, gain: field.gain[5]!, elsewhere: field.x.filter((value) => value !== 0) };
};

test("at the start nothing has moved and no light has changed", () => {
  expect(shown(swing(3, 4), 0)).toMatchObject({ x: 0, y: 0, gain: 1 });
});

test("a sine of 4 px at 0.5 Hz stands 4 px to the right after half a second, and only its own node moves", () => {
  const { x, y, elsewhere } = shown(swing(0, 4), 0.5);
  expect(x).toBeCloseTo(4, 5);
  expect(y).toBe(0);
  expect(elsewhere).toHaveLength(1);
});

test("a cosine of 3 px is measured from where it starts: 6 px to the left after half a cycle", () => {
  expect(shown(swing(3, 0), 1).x).toBeCloseTo(-6, 5);
});

test("after a whole cycle all is as it was", () => {
  const { x, gain } = shown(swing(3, 4), 2);
  expect(x).toBeCloseTo(0, 5);
  expect(gain).toBeCloseTo(1, 5);
});

test("oscillations add up", () => {
  const field = newField(nodeCount(frame));
  addOscillation(field, swing(0, 4), at(0.5));
  addOscillation(field, swing(0, 2), at(0.5));
  expect(field.x[5]).toBeCloseTo(6, 5);
});

test("nodes whose weight does not count do not move", () => {
  expect([...movingNodes(Float32Array.of(0, 0.003, 0.01, 1))]).toEqual([2, 3]);
});
