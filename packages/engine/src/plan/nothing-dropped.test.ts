import { describe, expect, test } from "vitest";
import { planMotion } from "./plan-motion.ts";

const read = (prompt: string) =>
  planMotion({
    prompt,
    seed: 7,
    durationSeconds: 4,
    fps: 30,
    loop: false,
    abilities: { effects: [], cameras: [] },
  });
const unmet = (prompt: string) => read(prompt).report.unmet.map(({ phrase, reason }) => [phrase, reason]);
const line = (prompt: string): string => {
  const { effects, camera } = read(prompt).plan;
  const moves = effects.map(({ kind, speed, direction }) => [kind, speed, direction ?? "nowhere"].join(" "));
  return [...moves, `${camera.type} ${camera.amount}`].join(" | ");
};

describe("a direction that a camera does not take", () => {
  test.each(["orbit left", "orbit clockwise", "镜头向左环绕", "顺时针环绕", "arc shot from right to left"])(
    "is unmet beside the orbit: %s",
    (prompt) => {
      expect(line(prompt)).toBe("orbit 1");
      expect(unmet(prompt)).toEqual([[prompt, "needs-generative-model"]]);
    },
  );

  test.each([
    "orbit right",
    "逆时针环绕",
    "tilt up",
    "pan from left to right",
    "zoom into the sky",
    "drone shot from above",
  ])("is none where it goes so by itself, or says where it ends: %s", (prompt) => expect(unmet(prompt)).toEqual([]));

  test.each([
    ["the camera moves up and to the right", "the camera moves up"],
    ["pan left and up", "pan left"],
    ["镜头向左上方移动", "镜头向左上方移动"],
  ])("is unmet as the second of two: %s", (prompt, phrase) =>
    expect(unmet(prompt)).toEqual([[phrase, "needs-generative-model"]]),
  );
});

test.each([
  ["smoke rises up and to the right", "smoke 1 45 | static 1", 0],
  ["clouds drift to the left", "clouds 1 180 | static 1", 0],
  ["clouds drift left, then right", "clouds 1 180 | static 1", 1],
])("an effect goes one way, also a slanting one: %s", (prompt, expected, left) => {
  expect(line(prompt)).toBe(expected);
  expect(unmet(prompt).length).toBe(left);
});

test.each([
  ["rack focus from the flower to the bee", "dolly_in 1"],
  ["dutch angle", "dolly_in 1"],
  ["焦点从花转移到蜜蜂", "dolly_in 1"],
  ["fireworks over the bay", "dolly_in 1"],
  ["add background music", "dolly_in 1"],
])("what this engine has no move for is unmet, and moves nothing that it names: %s", (prompt, expected) => {
  expect(line(prompt)).toBe(expected);
  expect(unmet(prompt)).toEqual([[prompt, "needs-generative-model"]]);
});

test("a motion of something unknown is not understood", () => {
  expect(unmet("clouds drift, the flibber spins")).toEqual([["the flibber spins", "not-understood"]]);
});

test.each([
  ["go up", "crane_up 1"],
  ["向右", "pan_right 1"],
  ["faster please", "dolly_in 1.8"],
])("words that only say how are about the camera: %s", (prompt, expected) => {
  expect(line(prompt)).toBe(expected);
  expect(unmet(prompt)).toEqual([]);
});

test.each([
  ["🌊🌊🌊", "water 1 nowhere | static 1"],
  ["❄️ falling ❄️", "snow 1 nowhere | static 1"],
  ["pan left 🔥🔥", "pan_left 1"],
])("an emoji is a word where no other asks for anything: %s", (prompt, expected) =>
  expect(line(prompt)).toBe(expected),
);

test.each([
  ["slow zoooom in", "zoom_in 0.5"],
  ["瀑部流动", "flow 1 nowhere | static 1"],
  ["头发飘一飘", "sway 1 nowhere | static 1"],
  ["the umbrella shakes in the wind", "sway 1 nowhere | static 1"],
  ["super fast clouds like a timelapse", "clouds 2.2 nowhere | static 1"],
])("as people type: %s", (prompt, expected) => expect(line(prompt)).toBe(expected));
