import type { RgbImage } from "@kinora/media";
import { expect, test } from "vitest";
import { randomFrom } from "../render/random.ts";
import { analyseScene } from "./analyse-scene.ts";

const SIZE = { width: 480, height: 320 };
const HILLS = 240;

/** A clear night over hills, with grain, and stars of all brightnesses. */
function night(stars: number, grain = 3): RgbImage {
  const random = randomFrom(11);
  const data = new Uint8Array(SIZE.width * SIZE.height * 3);
  for (let i = 0; i < SIZE.width * SIZE.height; i += 1) {
    const dark = Math.floor(i / SIZE.width) > HILLS ? 4 : 22;
    const noise = grain * (random() - 0.5) * 2;
    data.set(
      [dark + noise, dark + 4 + noise, dark + 22 + noise].map((v) => Math.max(0, v)),
      i * 3,
    );
  }
  for (let star = 0; star < stars; star += 1) {
    const at = Math.floor(random() * (HILLS - 20) + 5) * SIZE.width + Math.floor(random() * (SIZE.width - 10)) + 5;
    data.fill(70 + 180 * random() ** 3, at * 3, at * 3 + 3);
  }
  return { ...SIZE, data };
}

const lightsOf = (image: RgbImage, expects: readonly "lights"[] = ["lights"]) => analyseScene(image, { expects });

test("stars are the lights of a night without lamps, when the words name some", () => {
  const { regions, lamps } = lightsOf(night(90));
  expect(regions.lights.confidence).toBeGreaterThan(0.6);
  expect(lamps.length).toBeGreaterThan(50);
  expect(lamps.every(({ y, height }) => y + height / 2 < HILLS)).toBe(true);
});

test("nobody who does not ask for lights has stars that twinkle", () => {
  expect(lightsOf(night(90), []).regions.lights.confidence).toBe(0);
});

test.each([
  ["a few specks", night(5)],
  ["a sensor's grain", night(0, 14)],
])("%s are no stars", (_, image) => {
  expect(lightsOf(image).regions.lights.confidence).toBe(0);
});
