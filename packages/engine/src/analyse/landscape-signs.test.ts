import type { RgbImage } from "@kinora/media";
import { expect, test } from "vitest";

import { randomFrom } from "../render/random.ts";
import type { FloatMap } from "../scene.ts";
import { analyseScene } from "./analyse-scene.ts";

type Colour = readonly [number, number, number];

const WIDTH = 320;
const HEIGHT = 240;

function paint(colourAt: (x: number, y: number) => Colour): RgbImage {
  const data = new Uint8Array(WIDTH * HEIGHT * 3);
  for (let i = 0; i < WIDTH * HEIGHT; i++) {
    const colour = colourAt(i % WIDTH, Math.floor(i / WIDTH)).map((c) => Math.max(0, Math.min(255, Math.round(c))));
    data.set(colour, i * 3);
  }
  return { width: WIDTH, height: HEIGHT, data };
}

/** The mean of a map over the pixels for which `isInside` holds. */
function meanWhere(map: FloatMap, isInside: (x: number, y: number) => boolean): number {
  let [sum, count] = [0, 0];
  for (let i = 0; i < map.data.length; i++) {
    if (!isInside(i % WIDTH, Math.floor(i / WIDTH))) continue;
    sum += map.data[i]!;
    count++;
  }
  return sum / count;
}

const SHORE = 130;
const hillTop = (x: number): number => 80 + 25 * Math.cos(x / 50);

/** Blue sky that pales downwards, blue hills, and from row 130 a lake with level ripples. */
function lake(): RgbImage {
  const chance = randomFrom(17);
  const ripple = Array.from({ length: HEIGHT }, () => 18 * (chance() - 0.5));
  return paint((x, y) => {
    if (y >= SHORE) return [96 + ripple[y]!, 134 + ripple[y]!, 176 + ripple[y]!];
    if (y >= hillTop(x)) return [88, 112, 150];
    return [110 + 0.7 * y, 160 + 0.5 * y, 228 + 0.1 * y];
  });
}

test("a lake ends at its far shore: the blue hills behind it are not water, and neither is sky", () => {
  const { sky, water } = analyseScene(lake(), { expects: ["water"] }).regions;
  expect(meanWhere(water.map, (_, y) => y > SHORE + 8)).toBeGreaterThan(0.8);
  expect(meanWhere(water.map, (x, y) => y > hillTop(x) + 4 && y < SHORE - 5)).toBeLessThan(0.1);
  expect(meanWhere(sky.map, (x, y) => y > hillTop(x) + 4)).toBeLessThan(0.05);
  expect(meanWhere(sky.map, (x, y) => y < hillTop(x) - 5)).toBeGreaterThan(0.9);
});

test("a wall in blue shade is not a sky: it is as blue below as above", () => {
  const chance = randomFrom(23);
  const wall = paint((_, y) => {
    const grain = 4 * (chance() - 0.5);
    return y < 150 ? [168 + grain, 186 + grain, 214 + grain] : [92 + grain, 70 + grain, 50 + grain];
  });
  expect(analyseScene(wall).regions.sky.confidence).toBeLessThan(0.35);
});

test("a sky is found under a sensor's grain", () => {
  const chance = randomFrom(29);
  const grainy = paint((_, y) => {
    const grain = 24 * (chance() - 0.5);
    if (y >= 140) return [70 + 2 * grain, 66 + 2 * grain, 50 + 2 * grain];
    return [80 + 0.6 * y + grain, 130 + 0.4 * y + grain, 215 + grain];
  });
  const { sky } = analyseScene(grainy).regions;
  expect(meanWhere(sky.map, (_, y) => y < 130)).toBeGreaterThan(0.85);
  expect(meanWhere(sky.map, (_, y) => y > 150)).toBeLessThan(0.05);
  expect(sky.confidence).toBeGreaterThan(0.5);
});
