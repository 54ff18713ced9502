import { expect, test } from "vitest";
import { syntheticPicture } from "../testing/synthetic-scene.ts";
import { inpaint } from "./inpaint.ts";

const SIZE = { width: 40, height: 30 };
const known = (hole: (x: number, y: number) => boolean) => ({
  ...SIZE,
  data: Float32Array.from({ length: 1200 }, (_, at) => (hole(at % 40, Math.floor(at / 40)) ? 0 : 1)),
});
const inHole = (x: number, y: number): boolean => x > 12 && x < 25 && y > 9 && y < 20;

test("what is known stays to the level", () => {
  const picture = syntheticPicture(40, 30);
  const { data } = inpaint(picture, known(inHole));
  const changed = data.findIndex((value, at) => {
    const pixel = Math.floor(at / 3);
    return !inHole(pixel % 40, Math.floor(pixel / 40)) && value !== picture.data[at];
  });
  expect(changed).toBe(-1);
});

test("a hole in one colour gets that colour, whatever stood in it", () => {
  const data = new Uint8Array(3600);
  for (let pixel = 0; pixel < 1200; pixel += 1) {
    data.set(inHole(pixel % 40, Math.floor(pixel / 40)) ? [255, 0, 255] : [20, 120, 220], pixel * 3);
  }
  const filled = inpaint({ ...SIZE, data }, known(inHole)).data;
  const wrong = filled.findIndex((value, at) => Math.abs(value - [20, 120, 220][at % 3]!) > 1);
  expect(wrong).toBe(-1);
});

test("between dark and bright a hole is filled smoothly, never beyond the two", () => {
  const data = new Uint8Array(3600);
  data.forEach((_, at) => {
    data[at] = Math.floor(at / 3) % 40 < 19 ? 40 : 200;
  });
  const row = (x: number): number => inpaint({ ...SIZE, data }, known(inHole)).data[(15 * 40 + x) * 3]!;
  const across = Array.from({ length: 14 }, (_, step) => row(12 + step));
  expect(Math.min(...across)).toBeGreaterThanOrEqual(40);
  expect(Math.max(...across)).toBeLessThanOrEqual(200);
  expect(across.every((value, at) => at === 0 || value >= across[at - 1]! - 12)).toBe(true);
  expect(across[0]).toBe(40);
  expect(across[13]).toBe(200);
});

test("with nothing known it is black, and it ends", () => {
  expect(
    Math.max(
      ...inpaint(
        syntheticPicture(40, 30),
        known(() => true),
      ).data,
    ),
  ).toBe(0);
});
