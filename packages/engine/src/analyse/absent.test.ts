import { decodeImage, type RgbImage } from "@kinora/media";
import { expect, test } from "vitest";

import { planStill } from "../plan-still.ts";
import { randomFrom } from "../render/random.ts";

const wish = { motion: undefined, seed: 1, durationSeconds: 4, fps: 30, loop: false };

/** What a plan for a picture and a prompt moves, and which phrases name what is nowhere in it. */
function outcomeOf(image: RgbImage, prompt: string): { moves: string[]; notFound: number } {
  const { plan, report } = planStill(image, { ...wish, prompt }).planned;
  return {
    moves: plan.effects.map(({ kind }) => kind),
    notFound: report.unmet.filter(({ reason }) => reason === "region-not-found").length,
  };
}

const photo = (name: string): Promise<RgbImage> => {
  const path = new URL(`../../../../test/photos/${name}.jpg`, import.meta.url).pathname;
  return decodeImage(path, { maxSidePx: 640 });
};

type Colour = readonly [number, number, number];

function paint(colourAt: (x: number, y: number) => Colour): RgbImage {
  const [width, height] = [320, 240];
  const data = new Uint8Array(width * height * 3);
  for (let i = 0; i < width * height; i++) {
    const colour = colourAt(i % width, Math.floor(i / width));
    data.set(
      colour.map((c) => Math.max(0, Math.min(255, Math.round(c)))),
      i * 3,
    );
  }
  return { width, height, data };
}

test.each([
  ["12-cat", "gentle ripples on the water"],
  ["12-cat", "the lights flicker"],
  ["10-tiger", "the clouds drift slowly"],
  ["10-tiger", "the grass sways in the wind"],
  ["11-dogs-window", "湖水泛起涟漪"],
  ["11-dogs-window", "云朵缓缓飘动"],
  ["13-astronaut-portrait", "the flames flicker"],
  ["15-bee-flower", "the flames flicker"],
  ["05-stream-forest", "the lights flicker"],
])("%s: '%s' moves nothing and is reported as not found", async (name, prompt) => {
  expect(outcomeOf(await photo(name), prompt)).toEqual({ moves: [], notFound: 1 });
});

test.each([
  ["01-mountain-clouds", "the clouds drift slowly", "clouds"],
  ["08-night-bridge-lights", "the lights flicker", "lights"],
  ["08-night-bridge-lights", "gentle ripples on the water", "water"],
  ["19-rock-lake", "湖水泛起涟漪", "water"],
  ["06-dandelions", "the grass sways in the wind", "sway"],
])("%s: '%s' moves what is there", async (name, prompt, kind) => {
  expect(outcomeOf(await photo(name), prompt)).toEqual({ moves: [kind], notFound: 0 });
});

test("sand under a blue sky is no water: it is neither cold nor of the sky's colour", () => {
  const chance = randomFrom(31);
  const ripple = Array.from({ length: 240 }, () => 16 * (chance() - 0.5));
  const desert = paint((_, y) =>
    y < 100 ? [70 + y, 130 + 0.6 * y, 225] : [205 + ripple[y]!, 165 + ripple[y]!, 112 + ripple[y]!],
  );
  expect(outcomeOf(desert, "gentle ripples on the water")).toEqual({ moves: [], notFound: 1 });
});

test("an evening sea is water, and the orange sky over it is a sky and no fire", () => {
  const chance = randomFrom(37);
  const waves = Array.from({ length: 240 * 40 }, () => 36 * (chance() - 0.5));
  const sky = (y: number): Colour => [70 + 1.5 * y, 72 + 0.7 * y, 115 - 0.5 * y];
  const sea = paint((x, y) => {
    if (y < 120) return sky(y);
    const wave = waves[y * 40 + Math.floor((x + 7 * (y % 5)) / 9)]!;
    return sky(239 - y).map((c) => 0.75 * c + wave) as unknown as Colour;
  });
  expect(outcomeOf(sea, "gentle waves on the sea").moves).toEqual(["water"]);
  expect(outcomeOf(sea, "the clouds drift slowly").moves).toEqual(["clouds"]);
  expect(outcomeOf(sea, "the flames flicker")).toEqual({ moves: [], notFound: 1 });
});
