import { describe, expect, test } from "vitest";
import type { FloatMap } from "../scene.ts";
import { frameGeometry } from "./frame-geometry.ts";
import { mapAt, sizeWithin } from "./map-size.ts";
import { blurMap, nodeValueAt, toNodes, valueAt } from "./node-map.ts";

const map = (width: number, height: number, value: (x: number, y: number) => number): FloatMap => ({
  ...{ width, height },
  data: Float32Array.from({ length: width * height }, (_, at) => value(at % width, Math.floor(at / width))),
});
const corners: FloatMap = { width: 2, height: 2, data: Float32Array.of(0, 1, 2, 3) };

test("a map's values stand at the centres of its pixels; between them they are bilinear, outside those of the edge", () => {
  expect(valueAt(corners, 0.25, 0.25)).toBe(0);
  expect(valueAt(corners, 0.75, 0.25)).toBe(1);
  expect(valueAt(corners, 0.5, 0.5)).toBe(1.5);
  expect(valueAt(corners, -3, 9)).toBe(2);
});

test("toNodes reads a map at the corners of cells, wherever the map's size", () => {
  const frame = frameGeometry({ width: 160, height: 120 });
  const nodes = toNodes(
    map(40, 30, (x) => (x + 0.5) / 40),
    frame,
  );
  expect(nodes).toHaveLength(21 * 16);
  // Corner 10 is the centre of pixel 80 of 160.
  expect(nodes[3 * 21 + 10]).toBeCloseTo(80.5 / 160, 5);
});

test("nodeValueAt is the corner's value at a corner, bilinear in a cell, and the edge's outside", () => {
  const frame = frameGeometry({ width: 16, height: 8 });
  const nodes = Float32Array.of(0, 1, 2, 10, 11, 12);
  expect(nodeValueAt(nodes, frame, 8, 0)).toBe(1);
  expect(nodeValueAt(nodes, frame, 4, 4)).toBe(5.5);
  expect(nodeValueAt(nodes, frame, 99, -4)).toBe(2);
});

describe("blurMap", () => {
  test("leaves an even map as it is", () => {
    expect(
      Math.max(
        ...blurMap(
          map(12, 9, () => 0.75),
          3,
        ).data,
      ),
    ).toBeCloseTo(0.75, 5);
  });
  test("spreads a point over twice the radius, symmetric, and keeps its sum", () => {
    const { data } = blurMap(
      map(21, 21, (x, y) => (x === 10 && y === 10 ? 1 : 0)),
      2,
    );
    expect(data.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
    const at = (x: number, y: number): number => data[y * 21 + x]!;
    expect(at(14, 10)).toBeGreaterThan(0);
    expect(at(15, 10)).toBeCloseTo(0, 6);
    expect(at(7, 12)).toBeCloseTo(at(13, 8), 6);
  });
});

test("a map at another size keeps its values in place", () => {
  const { data } = mapAt(corners, { width: 4, height: 2 });
  expect([...data]).toEqual([0, 0.25, 0.75, 1, 2, 2.25, 2.75, 3]);
});

test("sizeWithin keeps the aspect and never enlarges", () => {
  expect(sizeWithin({ width: 1000, height: 500 }, 480)).toEqual({ width: 480, height: 240 });
  expect(sizeWithin({ width: 100, height: 50 }, 480)).toEqual({ width: 100, height: 50 });
  expect(sizeWithin({ width: 2000, height: 1 }, 480)).toEqual({ width: 480, height: 1 });
});
