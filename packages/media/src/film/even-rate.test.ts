import { expect, test } from "vitest";
import { evenRate, type FilmTiming } from "./even-rate.ts";

/** Frames that are shown for so many milliseconds each, in a container that counts milliseconds. */
const shownFor = (milliseconds: readonly number[], tickSeconds = 0.001): FilmTiming => {
  const starts: number[] = [];
  let endSeconds = 0;
  for (const length of milliseconds) {
    starts.push(endSeconds);
    endSeconds += length / 1000;
  }
  return { starts, endSeconds, tickSeconds };
};
const each = (frames: number, length: (index: number) => number): number[] =>
  Array.from({ length: frames }, (_, index) => length(index));
const evenly = (frames: number, fps: number, tickSeconds = 0): FilmTiming => ({
  starts: each(frames, (index) => index / fps),
  endSeconds: frames / fps,
  tickSeconds,
});

const lots = (frames: number, times: number): number[] => each(frames, () => times);

test.each<[string, FilmTiming, readonly [fps: number, times: number]]>([
  ["16 a second, rounded to milliseconds", shownFor(each(33, (index) => 62 + (index % 2))), [16, 1]],
  ["16 a second, cut off to milliseconds", shownFor(each(33, () => 62)), [16, 1]],
  ["24 a second, cut off to milliseconds", shownFor(each(81, () => 41)), [24, 1]],
  [
    "30 a second in hundredths",
    shownFor(
      each(30, (index) => (index % 3 === 2 ? 40 : 30)),
      0.01,
    ),
    [30, 1],
  ],
  ["23.976 a second", evenly(120, 24_000 / 1001), [24, 1]],
  [
    "12.5 a second, which a GIF can count",
    shownFor(
      each(25, () => 80),
      0.01,
    ),
    [25, 2],
  ],
  [
    "8.333 a second",
    shownFor(
      each(24, () => 120),
      0.01,
    ),
    [25, 3],
  ],
  ["60 a second", evenly(60, 60, 0.001), [60, 1]],
  ["half a frame a second", evenly(4, 0.5), [1, 2]],
  ["one frame for a second", evenly(1, 1), [1, 1]],
])("%s: every frame is kept, each as long as the others", (_, timing, [fps, times]) => {
  expect(evenRate(timing)).toEqual({ fps, repeats: lots(timing.starts.length, times) });
});

test("frames that come unevenly are shown when they were, as finely as the shortest needs it", () => {
  expect(evenRate(shownFor([500, 50, 50, 400], 0.01))).toEqual({ fps: 20, repeats: [10, 1, 1, 8] });
});

test("of frames too short for 60 a second some are left out, and the length is kept", () => {
  const { fps, repeats } = evenRate(shownFor([1000, 5, 5, 5, 5, 980]));
  expect(fps).toBe(60);
  expect(repeats.reduce((sum, times) => sum + times, 0)).toBe(120);
  expect(repeats[0]).toBe(60);
});

test("frames of one moment are all kept", () => {
  const timing = { starts: [0, 0, 0], endSeconds: 0, tickSeconds: 0.001 };
  expect(evenRate(timing)).toEqual({ fps: 60, repeats: [1, 1, 1] });
});
