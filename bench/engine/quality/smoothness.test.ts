import { expect, test } from "vitest";
import { opticalFlow } from "./flow.ts";
import { judderOf, startJump } from "./judder.ts";
import { loadOpenCv } from "./opencv.ts";
import { interpolationMatch, warpError } from "./smoothness.ts";
import { texturePlane } from "./testing-planes.ts";

const { cv } = await loadOpenCv();
const at = (dx: number) => texturePlane({ dx });
const smoothnessOf = (...ways: [number, number, number]): number => {
  const [before, middle, after] = [at(ways[0]), at(ways[1]), at(ways[2])];
  return interpolationMatch(middle, [before, after], opticalFlow(cv, before, after));
};

test("a picture that moves as a whole is explained by its flow", () => {
  const [before, after] = [at(0), at(1.5)];
  expect(warpError(before, after, opticalFlow(cv, before, after))).toBeLessThan(1);
});

test("another picture is not explained by any flow", () => {
  const [before, after] = [texturePlane({ seed: 1 }), texturePlane({ seed: 9 })];
  expect(warpError(before, after, opticalFlow(cv, before, after))).toBeGreaterThan(5);
});

test("a frame halfway between its neighbours is smooth", () => {
  expect(smoothnessOf(0, 1, 2)).toBeGreaterThan(0.997);
});

test("a frame that hangs back is not smooth", () => {
  expect(smoothnessOf(0, 0, 4)).toBeLessThan(0.99);
});

test("even steps have no judder", () => {
  expect(
    judderOf([
      [0.5, 0.1],
      [0.5, 0.1],
      [0.5, 0.1],
    ]),
  ).toBeCloseTo(0, 6);
});

test("a step of twice the mean, then none, is a judder of 1", () => {
  expect(
    judderOf([
      [1, 0],
      [0, 0],
      [1, 0],
      [0, 0],
    ]),
  ).toBeCloseTo(1, 6);
});

test("a first step that differs from the others is told apart from judder later on", () => {
  expect(
    startJump([
      [0.8, 0.3],
      [0.5, 0.3],
      [0.5, 0.3],
    ]),
  ).toBeCloseTo(0.3, 6);
  expect(
    startJump([
      [0.5, 0.3],
      [0.5, 0.3],
      [0.9, 0.3],
    ]),
  ).toBeCloseTo(0, 6);
});
