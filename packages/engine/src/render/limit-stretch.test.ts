import { expect, test } from "vitest";
import { frameGeometry, nodeCount } from "./frame-geometry.ts";
import { limitStretch } from "./limit-stretch.ts";
import { addOscillation, leastJacobian, newField, type Oscillation } from "./oscillation.ts";

const frame = frameGeometry({ width: 80, height: 64 });
const mode = { hz: 0.5, alongX: 1, alongY: 0, shade: 0.01 };
const at = (seconds: number) => ({ seconds, share: 0 });

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
