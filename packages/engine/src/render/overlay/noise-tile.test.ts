import { expect, test } from "vitest";
import { noiseTile, TILE_SIDE } from "./noise-tile.ts";

const tile = noiseTile(5);
const at = (x: number, y: number): number =>
  tile[((y + TILE_SIDE) % TILE_SIDE) * TILE_SIDE + ((x + TILE_SIDE) % TILE_SIDE)]!;
const lines = Array.from({ length: TILE_SIDE }, (_, index) => index);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

test("the same seed gives the same noise, another seed another one", () => {
  expect(Buffer.compare(noiseTile(5), tile)).toBe(0);
  expect(Buffer.compare(noiseTile(6), tile)).not.toBe(0);
});

test("it repeats without a seam: the step over its edge is no more than any other", () => {
  const over = lines.map((x) => mean(lines.map((y) => Math.abs(at(x, y) - at(x - 1, y)))));
  const down = lines.map((y) => mean(lines.map((x) => Math.abs(at(x, y) - at(x, y - 1)))));
  expect(over[0]).toBeLessThanOrEqual(Math.max(...over.slice(1)));
  expect(down[0]).toBeLessThanOrEqual(Math.max(...down.slice(1)));
});

test("its values spread over the range, and its neighbours differ little", () => {
  const values = [...tile];
  expect(mean(values)).toBeGreaterThan(118);
  expect(mean(values)).toBeLessThan(137);
  expect(values.filter((value) => value < 70).length).toBeGreaterThan(3000);
  expect(values.filter((value) => value > 185).length).toBeGreaterThan(3000);
  expect(mean(lines.map((y) => Math.abs(at(100, y) - at(101, y))))).toBeLessThan(12);
});
