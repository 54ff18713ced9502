import { expect, test } from "vitest";
import { type SceneParts, syntheticScene } from "../testing/synthetic-scene.ts";
import { calmDepth } from "./calm-depth.ts";

/** Near below the middle, far above it. */
const scene = (parts: SceneParts = {}) =>
  syntheticScene({ sky: (_, y) => y < 0.5, depth: (_, y) => (y < 0.5 ? 0 : 1), ...parts });
const column = (parts?: SceneParts): number[] => {
  const { width, data } = calmDepth(scene(parts));
  return Array.from({ length: 120 }, (_, y) => data[y * width + 80]!);
};

test("a step of depth becomes a slope, and stays where it is", () => {
  const depths = column();
  expect([depths[0], depths[119]]).toEqual([0, 1]);
  expect(Math.max(...depths.map((depth, y) => depth - (depths[y - 1] ?? 0)))).toBeLessThan(0.2);
  expect((depths[59]! + depths[60]!) / 2).toBeCloseTo(0.5, 5);
});

test("where a lattice stands against the sky, depth is all but flat", () => {
  const depths = column({ thin: (x, y) => y < 0.5 && Math.round(x * 160) % 10 === 0 });
  expect(depths[0]).toBeCloseTo(0.425, 3);
  expect(depths[119]).toBeCloseTo(0.575, 3);
});
