import { expect, test } from "vitest";
import { judge, type Kind } from "./checks.ts";
import type { Measures } from "./measure.ts";

const good: Measures = {
  facts: { width: 1280, height: 720, fps: 30, frames: 120, seconds: 4, constantRate: true },
  ...{ S: 40, Sp: 30, D: 20, R: 0.1, Ch: 0.5, Ew: 0.4, M: 0.998, J: 0.03, J0: 0.02 },
  ...{ F0: 40, F0luma: 42, SSIM: 0.99, H: 0.9, B: 0, Bk: 0 },
};
const clouds: Kind = { moves: "effect", effect: "clouds", loop: false };
const failures = (measures: Measures, kind: Kind): string[] =>
  judge(measures, kind)
    .filter(({ passes }) => !passes)
    .map(({ metric }) => metric);

test("a clip within all bounds passes", () => {
  expect(failures(good, clouds)).toEqual([]);
});

test("each bound of the specification fails alone", () => {
  const beyond: Partial<Measures>[] = [
    { S: 7.9 },
    { D: 7.9 },
    { D: 81 },
    { R: 0.51 },
    { Ew: 1.1 },
    { M: 0.993 },
    { J: 0.09 },
    { F0: 35.9 },
    { SSIM: 0.93 },
    { H: 0.74 },
    { B: 0.11 },
    { Bk: 0.02 },
  ];
  expect(beyond.map((change) => failures({ ...good, ...change }, clouds))).toEqual(
    beyond.map((change) => Object.keys(change)),
  );
});

test("lamps are not judged by flow, which changing light fools", () => {
  expect(failures({ ...good, S: 1, R: 2, Sp: 2.1 }, { moves: "effect", effect: "lights", loop: false })).toEqual([]);
});

test("a loop whose seam shows where it moves or where it stands still fails, and so does one that was not measured", () => {
  const loop: Kind = { ...clouds, loop: true };
  expect(failures({ ...good, L: 1.9, Lt: 1.1, Ls: 0.1 }, loop)).toEqual([]);
  expect(failures({ ...good, L: 1.9, Lt: 1.3, Ls: 0.6 }, loop)).toEqual(["Lt", "Ls"]);
  expect(failures(good, loop)).toEqual(["Lt", "Ls"]);
});

test("a camera's loop is judged by its whole frame", () => {
  const camera: Kind = { moves: "camera", loop: true };
  expect(failures({ ...good, L: 1.3 }, camera)).toEqual(["L"]);
});

test("a camera is held to a perfect one where that is worse than the general bound", () => {
  const camera: Kind = { moves: "camera", loop: false };
  const measures = { ...good, Ew: 2.4, M: 0.992, H: 0.7, C: { shown: ["zoom_in"], met: true } };
  const bad = (control: { Ew: number; M: number; H: number }): string[] =>
    judge(measures, camera, control)
      .filter(({ passes }) => !passes)
      .map(({ metric }) => metric);
  expect(bad({ Ew: 1, M: 0.999, H: 0.9 })).toEqual(["Ew", "M", "H"]);
  expect(bad({ Ew: 2.3, M: 0.991, H: 0.68 })).toEqual([]);
});
