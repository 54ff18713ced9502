import { expect, test } from "vitest";
import type { FloatMap } from "../scene.ts";
import { syntheticScene } from "../testing/synthetic-scene.ts";
import { joinMaps, mergeMaps } from "./merge-maps.ts";

/** 160 × 120, as the synthetic scene is. */
function mapWhere(isInside: (x: number, y: number) => boolean): FloatMap {
  const data = new Float32Array(160 * 120);
  data.forEach((_, i) => (data[i] = isInside(i % 160, Math.floor(i / 160)) ? 1 : 0));
  return { width: 160, height: 120, data };
}
const at = ({ data }: FloatMap, x: number, y: number): number => data[y * 160 + x] ?? NaN;

const scene = syntheticScene({
  sky: () => true,
  water: (_, y) => y > 0.9,
  thin: (x) => x > 0.5 && x < 0.52,
  depth: () => 0.8,
});

test("without a model's maps the scene is our own", () => {
  const merged = mergeMaps(syntheticScene({ depth: () => 0.3 }), {});
  expect(merged.depth.data.every((value) => Math.abs(value - 0.3) < 1e-6)).toBe(true);
  expect(merged.horizon).toBe(0.5);
});

test("a model's sky replaces ours, but for masts, is farthest, and sets the horizon; water stays ours", () => {
  const sky = { map: mapWhere((_, y) => y < 36), confidence: 0.9 };
  const merged = mergeMaps(scene, { sky });
  expect(at(merged.regions.sky.map, 10, 10)).toBe(1);
  expect(at(merged.regions.sky.map, 10, 60)).toBe(0);
  expect(at(merged.regions.sky.map, 81, 10)).toBe(0);
  expect(merged.regions.sky.confidence).toBe(0.9);
  expect(merged.regions.sky.share).toBeCloseTo(0.3 * 0.98, 1);
  expect([at(merged.depth, 10, 10), at(merged.depth, 10, 60)]).toEqual([0, expect.closeTo(0.8, 5)]);
  expect(merged.horizon).toBeCloseTo(0.315, 2);
  expect(merged.regions.water).toBe(scene.regions.water);
});

test("a subject that a model is sure of is the focus; one that it is not sure of changes nothing", () => {
  const map = mapWhere((x, y) => x < 40 && y >= 60);
  const sure = mergeMaps(scene, { subject: { map, confidence: 0.8 } });
  expect(sure.focus).toEqual([expect.closeTo(0.125, 5), expect.closeTo(0.75, 5)]);
  expect(sure.regions.subject.share).toBeCloseTo(0.125, 5);
  const unsure = mergeMaps(scene, { subject: { map, confidence: 0.1 } });
  expect(unsure.focus).toEqual([0.5, 0.5]);
  expect(unsure.regions.subject).toBe(scene.regions.subject);
});

test("a matte has the last word on the subject when it sees one", () => {
  const person = { map: mapWhere(() => true), confidence: 0.7 };
  const salient = { map: mapWhere((x) => x < 80), confidence: 0.6 };
  expect(joinMaps({ subject: person }, { subject: salient }).subject).toBe(salient);
  expect(joinMaps({ subject: person }, { subject: { ...salient, confidence: 0 } }).subject).toBe(person);
});
