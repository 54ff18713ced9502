import { expect, test } from "vitest";
import { measurePicture } from "./picture-measures.ts";

/** 16 × 16, grey as `level` says. */
const grey = (level: (x: number, y: number) => number) => ({
  width: 16,
  height: 16,
  data: Uint8Array.from({ length: 768 }, (_, at) => level(Math.floor(at / 3) % 16, Math.floor(at / 48))),
});

test("an even grey has no detail, no contrast, nothing dark or bright", () => {
  const { contrast, ...rest } = measurePicture(grey(() => 128));
  expect(rest).toEqual({ sharpness: 0, darkShare: 0, brightShare: 0 });
  expect(contrast).toBeLessThan(0.001);
});

test("half black and half white: half dark, half bright, contrast 0.5", () => {
  const { darkShare, brightShare, contrast } = measurePicture(grey((x) => (x < 8 ? 0 : 255)));
  expect([darkShare, brightShare]).toEqual([0.5, 0.5]);
  expect(contrast).toBeCloseTo(0.5, 3);
});

test("a checkerboard is sharper than broad stripes, and those than a slope", () => {
  const sharpness = (level: (x: number, y: number) => number): number => measurePicture(grey(level)).sharpness;
  const [board, stripes, slope] = [
    sharpness((x, y) => ((x + y) % 2) * 200),
    sharpness((x) => (x % 8 < 4 ? 0 : 200)),
    sharpness((x) => x * 10),
  ];
  expect(board).toBeGreaterThan(stripes);
  expect(stripes).toBeGreaterThan(slope);
  expect(slope).toBeLessThan(0.001);
});
