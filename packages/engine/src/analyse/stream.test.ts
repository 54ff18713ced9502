import { expect, test } from "vitest";
import type { FloatMap, Stream } from "../scene.ts";
import { streamOf } from "./stream.ts";

const water = (inside: (x: number, y: number) => boolean): FloatMap => ({
  width: 40,
  height: 40,
  data: Float32Array.from({ length: 1600 }, (_, i) => (inside(i % 40, Math.floor(i / 40)) ? 1 : 0)),
});
const at = ({ x, y }: Stream, column: number, row: number): [number, number] => [
  x.data[row * 40 + column]!,
  y.data[row * 40 + column]!,
];

test("a fall that hangs straight flows straight down", () => {
  const [x, y] = at(streamOf(water((column) => column > 15 && column < 25)), 20, 20);
  expect(x).toBeCloseTo(0);
  expect(y).toBeCloseTo(1);
});

test("a stream that comes down to the right flows to the right and down", () => {
  const [x, y] = at(streamOf(water((column, row) => Math.abs(column - row) < 5)), 20, 20);
  expect(x).toBeCloseTo(Math.SQRT1_2, 1);
  expect(y).toBeCloseTo(Math.SQRT1_2, 1);
});

test("a river that only crosses the picture flows across", () => {
  expect(at(streamOf(water((_, row) => row > 25 && row < 35)), 20, 30)).toEqual([1, 0]);
});

test("without water it is down", () => {
  expect(at(streamOf(water(() => false)), 20, 20)).toEqual([0, 1]);
});
