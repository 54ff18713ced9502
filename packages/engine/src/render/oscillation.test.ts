import { expect, test } from "vitest";
import { frameGeometry, nodeCount } from "./frame-geometry.ts";
import { addOscillation, leastJacobian, limitStretch, movingNodes, newField, type Oscillation } from "./oscillation.ts";

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

/** Every node moves, neighbours against each other: at amplitude 8 and more, cells fold. */
function crumple(px: number): Oscillation {
  const nodes = Int32Array.from({ length: nodeCount(frame) }, (_, node) => node);
  const sine = Float32Array.from(nodes, (node) => ((node % (frame.columns + 1)) % 2 === 0 ? px : -px));
  return { nodes, modes: [mode], cosine: [new Float32Array(nodes.length)], sine: [sine] };
}

const leastOver = (oscillation: Oscillation): number => {
  const looks = Array.from({ length: 40 }, (_, look) => {
    const field = newField(nodeCount(frame));
    addOscillation(field, oscillation, at(look / 20));
    return leastJacobian(field, frame);
  });
  return Math.min(...looks);
};

test("the least Jacobian of neighbours that come 4 px nearer in 8 px is a half", () => {
  expect(leastOver(crumple(2))).toBeCloseTo(0.5, 5);
});

test("motion that would fold the picture is made smaller, to a Jacobian above 0.3", () => {
  expect(leastOver(crumple(12))).toBeLessThan(-1);
  const least = leastOver(limitStretch(crumple(12), frame));
  expect(least).toBeGreaterThan(0.3);
  expect(least).toBeLessThan(0.45);
});

test("what would fold in one corner is held back there, and hardly on the other side", () => {
  const wide = frameGeometry({ width: 640, height: 64 });
  const nodes = Int32Array.from({ length: nodeCount(wide) }, (_, node) => node);
  const sine = Float32Array.from(nodes, (node) => {
    const column = node % (wide.columns + 1);
    return (column % 2 === 0 ? 1 : -1) * (column < 8 ? 12 : 2);
  });
  const before = { nodes, modes: [mode], cosine: [new Float32Array(nodes.length)], sine: [sine] };
  const after = limitStretch(before, wide);
  const share = (column: number): number => after.sine[0]![column]! / sine[column]!;
  expect(share(2)).toBeLessThan(0.25);
  expect(share(40)).toBe(1);
  expect(Math.abs(share(9) - share(8))).toBeLessThan(0.15);
  const field = newField(nodeCount(wide));
  addOscillation(field, after, at(0.5));
  expect(leastJacobian(field, wide)).toBeGreaterThan(0.3);
});

test("gentle motion is left as it is", () => {
  const gentle = crumple(2);
  expect(limitStretch(gentle, frame)).toBe(gentle);
});

test("nodes whose weight does not count do not move", () => {
  expect([...movingNodes(Float32Array.of(0, 0.003, 0.01, 1))]).toEqual([2, 3]);
});
