import { expect, test } from "vitest";
import { laplacianVariance, lumaOf, meanDifference, meanDifferenceIn, psnr, ssim } from "./fidelity.ts";
import { pixelsIn } from "./plane.ts";
import { paintedPlane, texturePlane } from "./testing-planes.ts";

test("an error of 1 level everywhere is 48.13 dB, and of none is infinite", () => {
  const [one, other] = [new Uint8Array(300).fill(100), new Uint8Array(300).fill(101)];
  expect(psnr(one, other)).toBeCloseTo(48.13, 2);
  expect(psnr(one, one)).toBe(Number.POSITIVE_INFINITY);
});

test("pictures of different sizes cannot be compared", () => {
  expect(() => psnr(new Uint8Array(3), new Uint8Array(6))).toThrow("Pictures of 3 and 6 bytes.");
});

test("a picture is wholly similar to itself, nearly to a brighter copy, and not to another", () => {
  const picture = texturePlane();
  const brighter = { ...picture, data: picture.data.map((value) => Math.min(255, value + 4)) };
  expect(ssim(picture, picture)).toBeCloseTo(1, 6);
  expect(ssim(picture, brighter)).toBeGreaterThan(0.97);
  expect(ssim(picture, texturePlane({ seed: 5 }))).toBeLessThan(0.3);
});

test("a checkerboard is sharp, a ramp is not, and a blur takes sharpness away", () => {
  const checkers = paintedPlane(40, 40, (x, y) => 100 * ((x + y) % 2));
  expect(laplacianVariance(checkers)).toBeCloseTo(400 ** 2, 0);
  expect(laplacianVariance(paintedPlane(40, 40, (x) => 5 * x))).toBe(0);
  const sharp = texturePlane();
  const blurred = texturePlane({ zoom: 2 });
  expect(laplacianVariance(blurred)).toBeLessThan(0.5 * laplacianVariance(sharp));
});

test("differences are in levels, over all or some pixels", () => {
  const dark = paintedPlane(10, 10, () => 20);
  const half = paintedPlane(10, 10, (x) => (x < 5 ? 20 : 30));
  expect(meanDifference(dark, half)).toBe(5);
  expect(meanDifferenceIn(dark, half, pixelsIn([[0.5, 0, 1, 1]], dark))).toBe(10);
});

test("luma weighs green most, as BT.709 does", () => {
  expect([...lumaOf(Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255), { width: 3, height: 1 }).data]).toEqual([
    54, 182, 18,
  ]);
});
