import { expect, test } from "vitest";
import { type Rgb, resizeRgb } from "./lanczos.ts";

const SIDE = 64;
/** A soft blob in the very middle. */
const blob: Rgb = {
  width: SIDE,
  height: SIDE,
  data: Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, at) => {
    const [x, y] = [Math.floor(at / 3) % SIDE, Math.floor(at / 3 / SIDE)];
    return 200 * Math.exp(-((x - 31.5) ** 2 + (y - 31.5) ** 2) / 50);
  }),
};

/** The blob's middle across, as a share of the width. */
function middle({ width, data }: Rgb): number {
  let [sum, weighted] = [0, 0];
  data.forEach((value, at) => {
    sum += value;
    weighted += value * ((Math.floor(at / 3) % width) + 0.5);
  });
  return weighted / sum / width;
}

test.each([32, 48, 80, 96, 128])("a picture made %d wide stays in its place", (side) => {
  expect(middle(resizeRgb(blob, { width: side, height: side }))).toBeCloseTo(0.5, 4);
});
