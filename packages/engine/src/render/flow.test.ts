import type { MotionPlan } from "@kinora/contract";
import { type I420Frame, rgbToI420 } from "@kinora/media";
import { describe, expect, test } from "vitest";
import { readMasks } from "../masks/read-masks.ts";
import { framesOf, mostChange, sharpnessIn, shiftOf, type Window } from "../testing/frame-probe.ts";
import { syntheticEffect, syntheticPicture, syntheticPlan, syntheticScene } from "../testing/synthetic-scene.ts";

/** Two thirds of the size that motion is designed in: 40 px/s are 26.7 here. */
const SIZE = { width: 720, height: 480 };
const image = syntheticPicture(SIZE.width, SIZE.height);
const scene = syntheticScene({
  water: (x, y) => x > 0.25 && x < 0.75 && y > 0.4,
  horizon: 0.3,
  width: 240,
  height: 160,
});
const everywhere: Window = { x: [0, 1], y: [0, 1] };

const clip = async (plan: Partial<MotionPlan>): Promise<readonly I420Frame[]> => {
  const whole = syntheticPlan({ fps: 10, ...plan });
  return framesOf({ image, scene, plan: whole, masks: await readMasks(whole), size: SIZE, workers: 2 });
};
const pair = (frames: readonly I420Frame[], first: number, second: number): readonly [I420Frame, I420Frame] => [
  frames[first]!,
  frames[second]!,
];
const toTheRight = syntheticEffect("flow", { direction: 0 });

describe("a current", () => {
  test("begins with the photograph, and goes on from it at 40 px/s of 720 lines where it is near", async () => {
    const frames = await clip({ effects: [toTheRight], duration_seconds: 0.6 });
    expect(mostChange([frames[0]!, rgbToI420(image)], everywhere)).toBeLessThanOrEqual(1);
    // The lowest rows: 0.2 s of 26.7 px/s.
    const [x, y] = shiftOf(pair(frames, 1, 3), { x: [0.42, 0.58], y: [0.85, 0.98] }, 9);
    expect(x).toBeGreaterThan(4.6);
    expect(x).toBeLessThan(5.8);
    expect(Math.abs(y)).toBeLessThanOrEqual(0.4);
  });

  test("leaves what is around it alone, to the level", async () => {
    const frames = await clip({ effects: [syntheticEffect("flow", { speed: 2 })], duration_seconds: 1.5 });
    const around: Window[] = [
      { x: [0, 1], y: [0, 0.38] },
      { x: [0, 0.24], y: [0, 1] },
      { x: [0.76, 1], y: [0, 1] },
    ];
    const changes = frames.flatMap((frame) => around.map((window) => mostChange([frame, frames[0]!], window)));
    expect(Math.max(...changes)).toBe(0);
    expect(mostChange(pair(frames, 0, 3), { x: [0.3, 0.7], y: [0.5, 1] })).toBeGreaterThan(20);
  });

  test("keeps the photograph's contrast while two phases of it are mixed", async () => {
    const frames = await clip({ effects: [toTheRight], duration_seconds: 2 });
    const water: Window = { x: [0.35, 0.65], y: [0.6, 0.95] };
    // The first frame is copied, the others are sampled a little sharper.
    const moving = frames.slice(1).map((frame) => sharpnessIn(frame, water));
    const [least, most] = [Math.min(...moving), Math.max(...moving)];
    expect(least / most).toBeGreaterThan(0.6);
    expect(least / sharpnessIn(frames[0]!, water)).toBeGreaterThan(0.9);
  });

  test("of a loop goes over its seam as over any other frame", async () => {
    const frames = await clip({ effects: [toTheRight], duration_seconds: 2, loop: true });
    const water: Window = { x: [0.42, 0.58], y: [0.85, 0.98] };
    for (const [first, second] of [
      [19, 0],
      [9, 10],
    ] as const) {
      const [x] = shiftOf(pair(frames, first, second), water, 6);
      expect(x).toBeGreaterThan(2);
      expect(x).toBeLessThan(3.4);
    }
  });

  test("stays where a person drew it, whatever the analysis found", async () => {
    const region = { mask: "polygon(0% 0%, 30% 0%, 30% 60%, 0% 60%)" };
    const frames = await clip({ effects: [syntheticEffect("flow", { region, direction: 0 })] });
    expect(mostChange(pair(frames, 0, 5), { x: [0.33, 1], y: [0, 1] })).toBe(0);
    expect(shiftOf(pair(frames, 1, 3), { x: [0.1, 0.2], y: [0.2, 0.4] }, 8)[0]).toBeGreaterThan(2);
  });

  test("does not touch what is protected", async () => {
    const protect = [{ mask: "polygon(45% 60%, 60% 60%, 60% 100%, 45% 100%)" }];
    const frames = await clip({ effects: [toTheRight], protect });
    expect(mostChange(pair(frames, 0, 5), { x: [0.45, 0.6], y: [0.6, 1] })).toBe(0);
    expect(mostChange(pair(frames, 0, 5), { x: [0.3, 0.4], y: [0.6, 1] })).toBeGreaterThan(20);
  });
});

describe("a stroke", () => {
  const stroke = (speed: number): MotionPlan["strokes"][number] => ({ from: [0.3, 0.25], to: [0.6, 0.25], speed });

  test.each([
    [1, 26.7],
    [2, 53.3],
    [0.5, 13.3],
  ])("of speed %s moves what lies on it along its arrow at %s px/s", async (speed, pxPerSecond) => {
    const frames = await clip({ strokes: [stroke(speed)], duration_seconds: 0.5 });
    const [x, y] = shiftOf(pair(frames, 1, 2), { x: [0.42, 0.48], y: [0.24, 0.26] }, 8);
    expect(x).toBeGreaterThan(0.85 * (pxPerSecond / 10));
    expect(x).toBeLessThan(1.1 * (pxPerSecond / 10));
    expect(Math.abs(y)).toBeLessThanOrEqual(0.4);
  });

  test("moves nothing far from it, to the level", async () => {
    const frames = await clip({ strokes: [stroke(2)] });
    const around: Window[] = [
      { x: [0, 1], y: [0.5, 1] },
      { x: [0, 0.15], y: [0, 1] },
      { x: [0.75, 1], y: [0, 1] },
    ];
    const changes = frames.flatMap((frame) => around.map((window) => mostChange([frame, frames[0]!], window)));
    expect(Math.max(...changes)).toBe(0);
  });

  test("stops at what is protected", async () => {
    const protect = [{ mask: "polygon(40% 0%, 50% 0%, 50% 100%, 40% 100%)" }];
    const frames = await clip({ strokes: [stroke(2)], protect });
    expect(mostChange(pair(frames, 0, 5), { x: [0.4, 0.5], y: [0, 1] })).toBe(0);
    expect(mostChange(pair(frames, 0, 5), { x: [0.3, 0.35], y: [0.2, 0.3] })).toBeGreaterThan(5);
  });

  test("goes with a camera, over a sky that drifts", async () => {
    const sky = syntheticScene({ sky: (_, y) => y < 0.3, depth: (_, y) => (y < 0.3 ? 0 : 0.5) });
    const effects = [syntheticEffect("clouds")];
    const strokes = [{ from: [0.3, 0.32], to: [0.6, 0.32], speed: 1 }] as MotionPlan["strokes"];
    const camera = { type: "dolly_in", amount: 1, ease: "linear" } as const;
    const plan = syntheticPlan({ effects, strokes, camera, fps: 4, duration_seconds: 2 });
    const frames = await framesOf({ image, scene: sky, plan, size: SIZE, workers: 2 });
    expect(mostChange([frames[0]!, rgbToI420(image)], everywhere)).toBeLessThanOrEqual(2);
    expect(mostChange(pair(frames, 0, 4), everywhere)).toBeGreaterThan(30);
  });
});

test("strokes add up: two against each other stand still, two alike go twice as fast", async () => {
  const along: MotionPlan["strokes"][number] = { from: [0.3, 0.25], to: [0.6, 0.25], speed: 0.5 };
  const against = { ...along, from: along.to, to: along.from };
  const still = await clip({ strokes: [along, against] });
  expect(mostChange(pair(still, 0, 5), everywhere)).toBe(0);
  const twice = await clip({ strokes: [along, along], duration_seconds: 0.5 });
  const [x] = shiftOf(pair(twice, 1, 2), { x: [0.42, 0.48], y: [0.24, 0.26] }, 6);
  expect(x).toBeGreaterThan(2.2);
  expect(x).toBeLessThan(3);
});
