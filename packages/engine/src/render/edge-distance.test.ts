import { expect, test } from "vitest";
import { distanceFromEdge, easeDown } from "./edge-distance.ts";

/** Five cells across: six nodes a row. */
const frame = { columns: 5 };

test("distance counts nodes from the nearest one outside, diagonals as 1.41; the border of the frame is no edge", () => {
  const inside = Float32Array.from({ length: 18 }, (_, node) => (node === 0 ? 0 : 1));
  const away = [...distanceFromEdge(inside, frame)].map((value) => Math.round(value * 100) / 100);
  expect(away.slice(0, 6)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(away.slice(6, 9)).toEqual([1, 1.41, 2.41]);
  expect(away[12]).toBe(2);
});

test("easing down holds a value no more than a step above its neighbours, and never raises one", () => {
  const eased = [...easeDown(Float32Array.of(1, 1, 0, 1, 1, 0.3), frame, 0.5)];
  expect(eased).toEqual([1, 0.5, 0, 0.5, expect.closeTo(0.8, 6), expect.closeTo(0.3, 6)]);
});
