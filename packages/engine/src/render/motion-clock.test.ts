import { expect, test } from "vitest";
import { fittingHz, frameCount, momentOf } from "./motion-clock.ts";

const clip = { duration_seconds: 2, fps: 5, loop: false };

test("2 s at 5 fps are 10 frames, and a clip has at least one", () => {
  expect(frameCount(clip)).toBe(10);
  expect(frameCount({ duration_seconds: 0.01, fps: 5 })).toBe(1);
});

test("the last frame is the end of a move", () => {
  expect(momentOf(clip, 0)).toEqual({ seconds: 0, share: 0 });
  expect(momentOf(clip, 9)).toEqual({ seconds: 1.8, share: 1 });
});

test("in a loop the end is the first frame again, one after the last", () => {
  expect(momentOf({ ...clip, loop: true }, 9)).toEqual({ seconds: 1.8, share: 0.9 });
});

test("a clip of one frame is at its start", () => {
  expect(momentOf({ ...clip, duration_seconds: 0.2 }, 0)).toEqual({ seconds: 0, share: 0 });
});

test("frequencies fit a whole number of cycles into a loop, at least one, and stay as they are without one", () => {
  const loop = { duration_seconds: 4, loop: true };
  expect(fittingHz(loop, 0.42)).toBe(0.5);
  expect(fittingHz(loop, 0.01)).toBe(0.25);
  expect(fittingHz({ ...loop, loop: false }, 0.42)).toBe(0.42);
});
