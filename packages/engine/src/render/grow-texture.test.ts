import type { RgbImage } from "@kinora/media";
import { expect, test } from "vitest";
import { growTexture } from "./grow-texture.ts";
import { inpaint } from "./inpaint.ts";
import { randomFrom } from "./random.ts";

const SIZE = { width: 240, height: 135 };
const inTower = (x: number, y: number): boolean => x >= 100 && x < 140 && y >= 30;
const known = {
  ...SIZE,
  data: Float32Array.from({ length: 240 * 135 }, (_, at) => (inTower(at % 240, Math.floor(at / 240)) ? 0 : 1)),
};

/** A sky that gets brighter to the right, with clouds as fine as `waves`. */
function sky(amplitude: number): RgbImage {
  const random = randomFrom(5);
  const waves = Array.from({ length: 12 }, () => [random() - 0.5, random() - 0.5, 6.3 * random()] as const);
  const data = new Uint8Array(240 * 135 * 3);
  data.forEach((_, at) => {
    const [x, y] = [Math.floor(at / 3) % 240, Math.floor(at / 720)];
    const cloud = waves.reduce(
      (sum, [across, down, phase]) => sum + Math.sin(2.4 * across * x + 2.4 * down * y + phase),
      0,
    );
    data[at] = 110 + x / 4 + amplitude * cloud;
  });
  return { ...SIZE, data };
}

/** The picture with a black tower in front, filled in. */
function filled(image: RgbImage): { readonly smooth: RgbImage; readonly grown: RgbImage } {
  const hidden = { ...SIZE, data: image.data.map((value, at) => (known.data[Math.floor(at / 3)] === 1 ? value : 0)) };
  const smooth = inpaint(hidden, known);
  return { smooth, grown: growTexture(smooth, known) };
}

/** How rough a part is: the standard deviation of the difference to what is three px to the right. */
function roughness({ data }: RgbImage, x0: number, x1: number): number {
  let [sum, count] = [0, 0];
  for (let y = 50; y < 120; y += 1) {
    for (let x = x0; x < x1; x += 1) {
      sum += (data[(y * 240 + x) * 3]! - data[(y * 240 + x + 3) * 3]!) ** 2;
      count += 1;
    }
  }
  return Math.sqrt(sum / count);
}

test("what is known stays to the level", () => {
  const image = sky(5);
  const { grown } = filled(image);
  expect(grown.data.findIndex((v, at) => known.data[Math.floor(at / 3)] === 1 && v !== image.data[at])).toBe(-1);
});

test("behind a tower the sky goes on with about as much texture as it has beside it", () => {
  const { smooth, grown } = filled(sky(5));
  const beside = roughness(grown, 40, 80);
  expect(roughness(smooth, 110, 126) / beside).toBeLessThan(0.25);
  expect(roughness(grown, 110, 126) / beside).toBeGreaterThan(0.6);
  expect(roughness(grown, 110, 126) / beside).toBeLessThan(1.4);
});

test("no edge shows where it begins: from one px to the next it changes as the sky does", () => {
  const { grown } = filled(sky(5));
  const step = (x: number): number => {
    let sum = 0;
    for (let y = 50; y < 120; y += 1)
      sum += Math.abs(grown.data[(y * 240 + x) * 3]! - grown.data[(y * 240 + x - 1) * 3]!);
    return sum / 70;
  };
  expect(Math.max(step(100), step(140))).toBeLessThan(1.6 * step(60));
});

test("a clear sky stays clear", () => {
  const { smooth, grown } = filled(sky(0));
  const most = grown.data.reduce((worst, value, at) => Math.max(worst, Math.abs(value - smooth.data[at]!)), 0);
  expect(most).toBeLessThanOrEqual(2);
});

test("with nothing or all of it known it is as it was", () => {
  const image = sky(5);
  for (const value of [0, 1]) {
    const all = { ...SIZE, data: new Float32Array(240 * 135).fill(value) };
    expect(growTexture(image, all).data).toEqual(image.data);
  }
});
