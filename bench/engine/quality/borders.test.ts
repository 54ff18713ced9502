import { expect, test } from "vitest";
import { blackShare, smearedShare } from "./borders.ts";
import { paintedPlane, texturePlane } from "./testing-planes.ts";

const picture = texturePlane({ width: 160, height: 120 });
const pixel = (x: number, y: number): number => picture.data[y * 160 + x] ?? 0;

test("a textured picture has no smeared borders", () => {
  expect(smearedShare(picture)).toBeLessThan(0.01);
});

test("an edge that repeats its outermost pixels is a smear: the left side is 120 of 560 lines", () => {
  const clamped = paintedPlane(160, 120, (x, y) => pixel(Math.max(x, 10), y));
  expect(smearedShare(clamped)).toBeGreaterThan(0.17);
  expect(smearedShare(clamped)).toBeLessThan(0.25);
});

test("a smooth sky at the border is no smear", () => {
  const sky = paintedPlane(160, 120, (x, y) => (y < 60 ? 180 + y / 3 : pixel(x, y)));
  expect(smearedShare(sky)).toBeLessThan(0.02);
});

test("a black bar is counted by its area", () => {
  expect(blackShare(paintedPlane(100, 50, (x, y) => (y < 2 ? 0 : 90 + x)))).toBeCloseTo(0.04, 6);
});
