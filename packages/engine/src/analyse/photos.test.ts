import { decodeImage } from "@kinora/media";
import { expect, test } from "vitest";

import type { FloatMap, SceneMaps } from "../scene.ts";
import { analyseScene, type AnalysisHints } from "./analyse-scene.ts";

type Box = readonly [left: number, top: number, right: number, bottom: number];

async function sceneOf(name: string, hints: AnalysisHints = {}): Promise<SceneMaps> {
  const path = new URL(`../../../../test/photos/${name}.jpg`, import.meta.url).pathname;
  return analyseScene(await decodeImage(path, { maxSidePx: 640 }), hints);
}

/** The mean of a map in a box given in shares of the picture. */
function meanIn({ width, height, data }: FloatMap, [left, top, right, bottom]: Box): number {
  let [sum, count] = [0, 0];
  for (let y = Math.floor(top * height); y < bottom * height; y++) {
    for (let x = Math.floor(left * width); x < right * width; x++) {
      sum += data[y * width + x]!;
      count++;
    }
  }
  return sum / count;
}

test("the mountain's sky is sure, its rocks are not in it, and its meadow lies in front", async () => {
  const { regions, depth, lamps } = await sceneOf("01-mountain-clouds");
  expect(regions.sky.confidence).toBeGreaterThan(0.6);
  expect(meanIn(regions.sky.map, [0.5, 0.02, 0.95, 0.14])).toBeGreaterThan(0.9);
  expect(meanIn(regions.sky.map, [0.46, 0.32, 0.9, 0.5])).toBeLessThan(0.03);
  expect(meanIn(depth, [0.1, 0.9, 0.9, 1])).toBeGreaterThan(meanIn(depth, [0.1, 0.5, 0.9, 0.6]) + 0.2);
  expect(lamps).toEqual([]);
});

test("a night sky is sure and its lamps are found", async () => {
  const { regions, night, lamps } = await sceneOf("08-night-bridge-lights");
  expect(night).toBeGreaterThan(0.5);
  expect(regions.sky.confidence).toBeGreaterThan(0.5);
  expect(regions.lights.confidence).toBeGreaterThan(0.5);
  expect(lamps.length).toBeGreaterThan(8);
  expect(meanIn(regions.sky.map, [0.62, 0.03, 0.98, 0.3])).toBeGreaterThan(0.9);
});

test.each(["10-tiger", "11-dogs-window", "12-cat", "13-astronaut-portrait", "15-bee-flower"])(
  "%s has no sky and no lamps",
  async (name) => {
    const { regions, lamps } = await sceneOf(name);
    expect(regions.sky.confidence).toBeLessThan(0.35);
    expect(lamps).toEqual([]);
  },
);

test("a portrait's face is part of the subject", async () => {
  const { regions } = await sceneOf("13-astronaut-portrait");
  expect(meanIn(regions.subject.map, [0.33, 0.05, 0.55, 0.3])).toBeGreaterThan(0.6);
});

test("a lake that the words name is found below its sky, not on its rock", async () => {
  const { regions } = await sceneOf("19-rock-lake", { expects: ["water"] });
  expect(regions.water.confidence).toBeGreaterThan(0.5);
  expect(meanIn(regions.water.map, [0.8, 0.72, 0.99, 0.95])).toBeGreaterThan(0.8);
  expect(meanIn(regions.water.map, [0.02, 0.1, 0.25, 0.95])).toBeLessThan(0.1);
});

test("the wood is vegetation", async () => {
  const { regions } = await sceneOf("05-stream-forest");
  expect(regions.vegetation.confidence).toBeGreaterThan(0.5);
  expect(meanIn(regions.vegetation.map, [0.3, 0.02, 0.95, 0.2])).toBeGreaterThan(0.8);
});
