import { expect, test } from "vitest";
import { i420ToRgb, rgbToI420 } from "./bt709-pixels.ts";
import { plainImage } from "./testing/moving-pattern.ts";

// The values of 100 % colour bars, ITU-R BT.709, 8 bits.
test.each([
  ["white", [255, 255, 255], [235, 128, 128]],
  ["black", [0, 0, 0], [16, 128, 128]],
  ["red", [255, 0, 0], [63, 102, 240]],
  ["green", [0, 255, 0], [173, 42, 26]],
  ["blue", [0, 0, 255], [32, 240, 118]],
  ["yellow", [255, 255, 0], [219, 16, 138]],
] as const)("%s has the code values of BT.709 limited range, and comes back", (_, rgb, yuv) => {
  const frame = rgbToI420(plainImage(2, 2, rgb));
  expect([...frame.data]).toEqual([yuv[0], yuv[0], yuv[0], yuv[0], yuv[1], yuv[2]]);
  const back = [...i420ToRgb(frame).data.subarray(0, 3)];
  expect(Math.max(...back.map((value, channel) => Math.abs(value - rgb[channel]!)))).toBeLessThanOrEqual(2);
});

test("planes follow each other without padding", () =>
  expect(rgbToI420(plainImage(6, 4, [0, 0, 0])).data.length).toBe(24 + 6 + 6));
