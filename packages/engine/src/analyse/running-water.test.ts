import { decodeImage, type RgbImage } from "@kinora/media";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { analyseScene } from "./analyse-scene.ts";

const photo = (name: string): Promise<RgbImage> =>
  decodeImage(fileURLToPath(new URL(`../../../../test/photos/${name}.jpg`, import.meta.url)), { maxSidePx: 2048 });

/** A picture of 320 × 240 from a colour per place, 0 to 255. */
function painted(colour: (x: number, y: number) => readonly [number, number, number]): RgbImage {
  const data = new Uint8Array(320 * 240 * 3);
  for (let at = 0; at < 320 * 240; at += 1) data.set(colour(at % 320, Math.floor(at / 320)), at * 3);
  return { width: 320, height: 240, data };
}
/** A number from 0 to 1 that looks like chance. */
const grain = (x: number, y: number): number => Math.abs(Math.sin(x * 12.9898 + y * 78.233) * 43_758.5453) % 1;
const rock = (x: number, y: number): readonly [number, number, number] => {
  const light = 50 + 45 * grain(x >> 1, y >> 1);
  return [light + 6, light + 3, light - 4];
};
/** White streaks, bluer than the rock by `blue` levels. */
const streaks = (x: number, y: number, blue: number): readonly [number, number, number] => {
  const light = 150 + 90 * grain(x, y >> 5);
  return [light - blue, light, Math.min(255, light + blue)];
};
const asked = (image: RgbImage) => analyseScene(image, { expects: ["water"] });

test("a brook that words name is found in its bed, and not in the stones beside it", async () => {
  const { stream, regions, width, height } = asked(await photo("05-stream-forest"));
  const at = (x: number, y: number): number =>
    regions.water.map.data[Math.round(y * height) * width + Math.round(x * width)]!;
  expect(regions.water.confidence).toBeGreaterThan(0.5);
  expect(stream.region.confidence).toBe(regions.water.confidence);
  expect(Math.min(at(0.475, 0.52), at(0.485, 0.6), at(0.46, 0.67), at(0.4, 0.8))).toBeGreaterThan(0.5);
  expect(Math.max(at(0.6, 0.68), at(0.75, 0.8), at(0.3, 0.6), at(0.58, 0.3), at(0.95, 0.5))).toBeLessThan(0.1);
});

test("a fall between rocks runs down; the same streaks as warm as the rock are stone", () => {
  const scene = (blue: number) =>
    asked(painted((x, y) => (Math.abs(x - 160) < 25 && y > 40 ? streaks(x, y, blue) : rock(x, y))));
  const fall = scene(10);
  expect(fall.stream.region.confidence).toBeGreaterThan(0.5);
  expect(fall.stream.y.data[120 * 320 + 160]).toBeGreaterThan(0.9);
  expect(scene(-5).stream.region.confidence).toBe(0);
});

test("what hangs in from above the picture is a curtain", () => {
  const curtain = painted((x, y) => (Math.abs(x - 160) < 25 ? streaks(x, y, 10) : rock(x, y)));
  expect(asked(curtain).stream.region.confidence).toBe(0);
});

test.each(["01-mountain-clouds", "11-dogs-window", "12-cat"])(
  "no water runs in %s, though words name it",
  async (name) => {
    expect(asked(await photo(name)).stream.region.confidence).toBeLessThan(0.06);
  },
);

test("without words nothing is said to run", async () => {
  expect(analyseScene(await photo("05-stream-forest")).stream.region.confidence).toBe(0);
});
