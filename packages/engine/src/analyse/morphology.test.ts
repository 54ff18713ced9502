import { expect, test } from "vitest";

import { blackHat, dilate, erode, topHat } from "./morphology.ts";

const size = { width: 5, height: 3 };
const spot = Float32Array.from([...[1, 1, 1, 1, 1], ...[1, 1, 0, 1, 1], ...[1, 1, 1, 1, 1]]);

test("dilation takes the greatest and erosion the least of the square around each pixel, cut off at the edges", () => {
  const rise = Float32Array.from([...[1, 2, 3, 4, 5], ...[1, 2, 3, 4, 5], ...[1, 2, 3, 4, 5]]);
  expect(Array.from(dilate(rise, size, 1).subarray(5, 10))).toEqual([2, 3, 4, 5, 5]);
  expect(Array.from(erode(rise, size, 1).subarray(5, 10))).toEqual([1, 1, 2, 3, 4]);
  expect(Array.from(dilate(rise, size, 9))).toEqual(Array<number>(15).fill(5));
});

test("the black hat finds the dark spot and nothing else, the top hat the bright one", () => {
  const found = Array.from({ length: 15 }, (_, i) => (i === 7 ? 1 : 0));
  expect(Array.from(blackHat(spot, size, 1))).toEqual(found);
  expect(
    Array.from(
      topHat(
        spot.map((v) => 1 - v),
        size,
        1,
      ),
    ),
  ).toEqual(found);
});
