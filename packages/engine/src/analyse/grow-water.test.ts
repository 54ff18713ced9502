import type { RgbImage } from "@kinora/media";
import { expect, test } from "vitest";
import { randomFrom } from "../render/random.ts";
import { analyseScene } from "./analyse-scene.ts";

const SIZE = { width: 320, height: 200 };
/** Where each stands, in px: hills end at the far shore, gravel begins at the near one; a boat lies between. */
const FAR_SHORE = 90;
const NEAR_SHORE = 160;
const inBoat = (x: number, y: number): boolean => x >= 120 && x < 170 && y >= 120 && y < 140;

const skyline = (x: number): number => 55 + 12 * Math.sin(x / 23);

type Colour = readonly [red: number, green: number, blue: number];

function painted(colourAt: (x: number, y: number, chance: () => number) => Colour): RgbImage {
  const random = randomFrom(3);
  const data = new Uint8Array(SIZE.width * SIZE.height * 3);
  for (let i = 0; i < SIZE.width * SIZE.height; i += 1) {
    data.set(colourAt(i % SIZE.width, Math.floor(i / SIZE.width), random), i * 3);
  }
  return { ...SIZE, data };
}

const lake = painted((x, y, chance) => {
  if (y < skyline(x)) return [120 - y, 160, 225];
  if (y < FAR_SHORE) return [50, 62, 70];
  if (inBoat(x, y)) return [120, 60, 30];
  const ripple = 10 * Math.sin(y * 1.3 + x * 0.02);
  if (y < NEAR_SHORE) return [95 + ripple, 135 + ripple, 190 + ripple];
  const grey = 90 + 90 * chance();
  return [grey, grey, grey];
});

/** A near shore of sand, as smooth as the water, whose light is the water's: only its warmth tells it. */
const beach = painted((x, y) => {
  if (y < skyline(x)) return [120 - y, 160, 225];
  if (y < FAR_SHORE) return [50, 62, 70];
  const soft = 8 * Math.sin(y * 0.21 + x * 0.02);
  const wet = Math.min(1, Math.max(0, (NEAR_SHORE + 8 - y) / 16));
  return [168 - 60 * wet + soft, 146 - 4 * wet + soft, 118 + 76 * wet + soft];
});

/** The same level edge, with boards below it. */
const boards = painted((x, y) => (y < skyline(x) ? [235, 235, 232] : y < FAR_SHORE ? [70, 60, 52] : [165, 140, 105]));

const meanIn = (image: RgbImage, box: { x0: number; y0: number; x1: number; y1: number }): number => {
  const { map } = analyseScene(image, { expects: ["water"] }).regions.water;
  let [sum, count] = [0, 0];
  for (let y = box.y0; y < box.y1; y += 1) {
    for (let x = box.x0; x < box.x1; x += 1) {
      sum +=
        map.data[Math.floor((y * map.height) / SIZE.height) * map.width + Math.floor((x * map.width) / SIZE.width)]!;
      count += 1;
    }
  }
  return sum / count;
};

test("water that the words name comes from the far shore, and stops at boats and at the near shore", () => {
  expect(meanIn(lake, { x0: 20, y0: 100, x1: 100, y1: 150 })).toBeGreaterThan(0.9);
  expect(meanIn(lake, { x0: 200, y0: 100, x1: 300, y1: 150 })).toBeGreaterThan(0.9);
  expect(meanIn(lake, { x0: 126, y0: 125, x1: 164, y1: 135 })).toBeLessThan(0.1);
  expect(meanIn(lake, { x0: 20, y0: 172, x1: 300, y1: 198 })).toBeLessThan(0.1);
  expect(meanIn(lake, { x0: 20, y0: 5, x1: 300, y1: 80 })).toBeLessThan(0.02);
});

test("water ends at a beach, even where no edge parts them", () => {
  expect(meanIn(beach, { x0: 20, y0: 100, x1: 300, y1: 150 })).toBeGreaterThan(0.9);
  expect(meanIn(beach, { x0: 20, y0: 174, x1: 300, y1: 198 })).toBeLessThan(0.1);
});

test("a lake is sure when it is asked for; boards below a level edge are no water, whatever the words say", () => {
  expect(analyseScene(lake, { expects: ["water"] }).regions.water.confidence).toBeGreaterThan(0.7);
  expect(analyseScene(boards, { expects: ["water"] }).regions.water.confidence).toBeLessThan(0.06);
});
