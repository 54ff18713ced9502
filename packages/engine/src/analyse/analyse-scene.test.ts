import type { RgbImage } from "@kinora/media";
import { expect, test } from "vitest";

import { randomFrom } from "../render/random.ts";
import type { FloatMap } from "../scene.ts";
import { analyseScene } from "./analyse-scene.ts";
import { findingsOf } from "./findings.ts";
import { refineMask } from "./refine-mask.ts";

type Colour = readonly [number, number, number];

function paint(width: number, height: number, colourAt: (x: number, y: number) => Colour): RgbImage {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      data.set(
        colourAt(x, y).map((c) => Math.max(0, Math.min(255, Math.round(c)))),
        (y * width + x) * 3,
      );
    }
  }
  return { width, height, data };
}

const GROUND_ROW = 210;

/** Blue sky, paler below, with two soft clouds; brown-grey gravel from row 210 of 360; a dark mast of 5 px at x = 300. */
function landscape(): RgbImage {
  const chance = randomFrom(7);
  const cloud = (x: number, y: number, cx: number, cy: number): number =>
    Math.exp(-(((x - cx) / 60) ** 2) - ((y - cy) / 22) ** 2);
  return paint(480, 360, (x, y) => {
    if (y >= GROUND_ROW) {
      const grain = 90 * (chance() - 0.5);
      return [110 + grain, 95 + grain, 78 + grain];
    }
    if (x >= 298 && x < 303 && y > 70) return [30, 28, 26];
    const down = y / GROUND_ROW;
    const white = Math.min(1, 1.1 * (cloud(x, y, 120, 70) + cloud(x, y, 390, 120)));
    const blue: Colour = [70 + 80 * down, 125 + 60 * down, 205 + 20 * down];
    return [0, 1, 2].map((c) => blue[c]! + (246 - blue[c]!) * white) as unknown as Colour;
  });
}

/** Near-black picture with six round lamps of 4 px radius. */
const LAMP_PLACES = [
  [60, 80],
  [130, 60],
  [210, 90],
  [280, 70],
  [340, 100],
  [90, 180],
] as const;

function lampsByNight(): RgbImage {
  return paint(400, 260, (x, y) => {
    const nearest = Math.min(...LAMP_PLACES.map(([lx, ly]) => Math.hypot(x - lx, y - ly)));
    const glow = nearest < 4 ? 1 : Math.exp(-(nearest - 4) / 3);
    return [12 + 243 * glow, 12 + 225 * glow, 18 + 170 * glow];
  });
}

function overlap(map: FloatMap, isInside: (x: number, y: number) => boolean): number {
  let [both, either] = [0, 0];
  for (let i = 0; i < map.data.length; i++) {
    const found = map.data[i]! > 0.5;
    const real = isInside(i % map.width, Math.floor(i / map.width));
    if (found && real) both++;
    if (found || real) either++;
  }
  return both / either;
}

function meanIn(map: FloatMap, [left, top, right, bottom]: readonly [number, number, number, number]): number {
  let [sum, count] = [0, 0];
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      sum += map.data[y * map.width + x]!;
      count++;
    }
  }
  return sum / count;
}

test("a blue sky with clouds over gravel is found to nine tenths, without the mast in front of it, and nearness rises below it", () => {
  const scene = analyseScene(landscape());
  const { sky } = scene.regions;
  const isSky = (x: number, y: number): boolean => y < GROUND_ROW && !(x >= 298 && x < 303 && y > 70);
  expect(overlap(sky.map, isSky)).toBeGreaterThan(0.9);
  expect(sky.confidence).toBeGreaterThan(0.6);
  expect(meanIn(sky.map, [299, 90, 302, 190])).toBeLessThan(0.1);
  expect(meanIn(scene.thin, [299, 90, 302, 190])).toBeGreaterThan(0.6);
  expect(Math.abs(scene.horizon - GROUND_ROW / 360)).toBeLessThan(0.08);
  const { depth } = scene;
  expect(meanIn(depth, [20, 10, 200, 60])).toBeLessThan(0.05);
  expect(meanIn(depth, [20, 340, 460, 360])).toBeGreaterThan(0.8);
  expect(meanIn(depth, [20, 270, 460, 280])).toBeLessThan(meanIn(depth, [20, 330, 460, 340]));
});

test("a white wall is not a sky", () => {
  const chance = randomFrom(3);
  const wall = paint(200, 150, (_, y) => {
    const grain = 4 * chance();
    return y < 95 ? [222 + grain, 220 + grain, 216 + grain] : [120 + grain, 84 + grain, 52 + grain];
  });
  expect(analyseScene(wall).regions.sky.confidence).toBeLessThan(0.35);
});

test("lamps by night are found where they are", () => {
  const scene = analyseScene(lampsByNight());
  expect(scene.night).toBeGreaterThan(0.8);
  expect(scene.regions.lights.confidence).toBeGreaterThan(0.8);
  expect(scene.lamps.length).toBe(LAMP_PLACES.length);
  for (const [x, y] of LAMP_PLACES) {
    const holds = scene.lamps.some((l) => x >= l.x && x < l.x + l.width && y >= l.y && y < l.y + l.height);
    expect(holds).toBe(true);
  }
});

test("by day there are no lamps, even when words speak of lights", () => {
  const day = paint(200, 150, (x, y) => (Math.hypot(x - 100, y - 75) < 5 ? [255, 250, 240] : [150, 160, 150]));
  const scene = analyseScene(day, { expects: ["lights"] });
  expect(scene.lamps).toEqual([]);
  expect(scene.regions.lights.confidence).toBe(0);
});

test("a meadow is vegetation", () => {
  const chance = randomFrom(11);
  const meadow = paint(200, 150, () => {
    const grain = 60 * (chance() - 0.5);
    return [80 + grain, 130 + grain, 45 + grain];
  });
  const { vegetation } = analyseScene(meadow).regions;
  expect(vegetation.confidence).toBeGreaterThan(0.5);
  expect(vegetation.share).toBeGreaterThan(0.8);
});

test("nothing but the frame is sure in noise", () => {
  const chance = randomFrom(5);
  const noise = paint(160, 120, () => [255 * chance(), 255 * chance(), 255 * chance()]);
  const { sky, water, vegetation, lights, fire } = analyseScene(noise).regions;
  for (const region of [sky, water, vegetation, lights, fire]) expect(region.confidence).toBeLessThan(0.35);
});

test.each([
  ["one colour", 64, 48],
  ["a tiny picture", 16, 16],
  ["one pixel", 1, 1],
  ["a panorama of 8 to 1", 640, 80],
  ["a strip of 1 to 8", 60, 480],
])("%s gives finite maps between 0 and 1 and a focus in the picture", (_, width, height) => {
  const scene = analyseScene(
    paint(width, height, () => [128, 96, 160]),
    { expects: ["sky", "water", "vegetation", "lights", "fire", "subject"] },
  );
  const maps = [...Object.values(scene.regions).map((region) => region.map), scene.depth, scene.thin];
  for (const map of maps) {
    expect(map.data.length).toBe(scene.width * scene.height);
    expect(map.data.every((value) => value >= 0 && value <= 1)).toBe(true);
  }
  for (const at of [...scene.focus, scene.horizon, scene.night]) expect(at >= 0 && at <= 1).toBe(true);
});

test("the same picture gives the same scene", () => {
  expect(analyseScene(lampsByNight(), { expects: ["water"] })).toEqual(
    analyseScene(lampsByNight(), { expects: ["water"] }),
  );
});

test("the findings are the confidences and shares of the scene", () => {
  const scene = analyseScene(lampsByNight());
  const findings = findingsOf(scene);
  expect(findings.regions.lights).toEqual({
    confidence: scene.regions.lights.confidence,
    share: scene.regions.lights.share,
  });
  expect(findings.night).toBe(scene.night);
});

test("a coarse mask refined to a larger size follows the photo's edge", () => {
  const photo = paint(640, 480, (x) => (x < 327 ? [30, 60, 140] : [220, 200, 150]));
  const coarse = { width: 40, height: 30, data: new Float32Array(1200).map((_, i) => (i % 40 < 20 ? 1 : 0)) };
  const fine = refineMask(coarse, photo, { width: 640, height: 480 });
  expect(overlap(fine, (x) => x < 327)).toBeGreaterThan(0.97);
});
