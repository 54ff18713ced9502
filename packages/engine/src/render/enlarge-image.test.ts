import type { RgbImage } from "@kinora/media";
import { expect, test } from "vitest";
import { enlargeImage, imageAt } from "./enlarge-image.ts";

const grey = (width: number, height: number, level: (x: number, y: number) => number): RgbImage => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height * 3 }, (_, at) => {
    const pixel = Math.floor(at / 3);
    return level(pixel % width, Math.floor(pixel / width));
  }),
});
const redAt = ({ width, data }: RgbImage, x: number, y: number): number => data[(y * width + x) * 3]!;

test("a picture that grows stays in the middle: what was symmetric is symmetric", async () => {
  const bump = grey(21, 21, (x, y) => Math.round(200 * Math.exp(-((x - 10) ** 2 + (y - 10) ** 2) / 18)));
  const large = await imageAt(bump, { width: 32, height: 32 });
  for (let y = 0; y < 32; y += 1) {
    for (let x = 0; x < 32; x += 1) {
      expect(Math.abs(redAt(large, x, y) - redAt(large, 31 - x, 31 - y))).toBeLessThanOrEqual(1);
    }
  }
});

test("an even picture stays even to the last row, however small it is", () => {
  expect(
    new Set(
      enlargeImage(
        grey(3, 2, () => 77),
        { width: 6, height: 4 },
      ).data,
    ),
  ).toEqual(new Set([77]));
});

test("a wave goes on between its samples as it did", () => {
  const wave = (x: number): number => 128 + 80 * Math.sin((2 * Math.PI * x) / 8);
  const large = enlargeImage(
    grey(40, 8, (x) => Math.round(wave(x))),
    { width: 60, height: 12 },
  );
  for (let x = 12; x < 48; x += 1) {
    expect(Math.abs(redAt(large, x, 6) - wave((x + 0.5) / 1.5 - 0.5))).toBeLessThan(2);
  }
});
