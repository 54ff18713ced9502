import { expect, test } from "vitest";
import { settleMotionOptions } from "./settle-motion-options.ts";

const camera = { type: "orbit" } as const;

test("without a motion plan the options stay as they are", () => {
  expect(settleMotionOptions({ seed: 0 })).toEqual({ options: { seed: 0 }, warnings: [] });
});

test("what only the motion plan says becomes an option, seed 0 and loop false too", () => {
  const motion = { camera, duration_seconds: 8, fps: 24, seed: 0, loop: false };
  expect(settleMotionOptions({ resolution: "480p", motion })).toEqual({
    options: { resolution: "480p", duration_seconds: 8, fps: 24, seed: 0, loop: false, motion: { camera } },
    warnings: [],
  });
});

test("the same value in both is no news", () => {
  expect(settleMotionOptions({ seed: 7, motion: { camera, seed: 7 } })).toEqual({
    options: { seed: 7, motion: { camera } },
    warnings: [],
  });
});

test("the request's own value counts, and the other one is not left out in silence", () => {
  expect(settleMotionOptions({ loop: false, seed: 0, motion: { loop: true, seed: 5 } })).toEqual({
    options: { loop: false, seed: 0, motion: {} },
    warnings: [
      {
        option: "motion.seed",
        code: "overruled",
        message: "motion.seed is 5, but seed is 0, and that counts: leave one of them out.",
      },
      {
        option: "motion.loop",
        code: "overruled",
        message: "motion.loop is true, but loop is false, and that counts: leave one of them out.",
      },
    ],
  });
});
