import { expect, test } from "vitest";
import { syntheticEffect, syntheticInput, syntheticPlan, syntheticScene } from "../../testing/synthetic-scene.ts";
import { frameGeometry } from "../frame-geometry.ts";
import { effectInputs } from "../regions.ts";
import { cloudDrift, driftAge, driftReach, driftShare } from "./clouds.ts";
import type { EffectInput } from "./effect-input.ts";

const frame = frameGeometry({ width: 1280, height: 720 });
const drift = (effect: Partial<EffectInput["effect"]> = {}, plan: Partial<EffectInput["plan"]> = {}) =>
  cloudDrift(
    syntheticInput({
      effect: syntheticEffect("clouds", effect),
      plan: syntheticPlan({ duration_seconds: 4, ...plan }),
      scene: syntheticScene({ horizon: 0.5 }),
      frame,
    }),
  );

test("clouds overhead go 30 px/s to the right at 720p", () => {
  expect(drift()).toMatchObject({ speedX: 30, horizon: 360, fadeSeconds: undefined });
  expect(drift().speedY).toBeCloseTo(0, 10);
});

test("they go where they are told: left, and up at half the speed", () => {
  expect(drift({ direction: 180 }).speedX).toBeCloseTo(-30, 10);
  expect(drift({ direction: 90 }).speedY).toBeCloseTo(-15, 10);
});

test("speed and amount are factors; doubt makes them gentler", () => {
  expect(drift({ speed: 2 }).speedX).toBeCloseTo(60, 10);
  expect(drift({ speed: 0 }).speedX).toBe(0);
  expect(drift({ amount: 0.5 }).speedX).toBeCloseTo(15, 10);
  expect(drift({ confidence: 0 }).speedX).toBeCloseTo(13.5, 10);
});

test("a quarter of the speed is left at the horizon, and below it", () => {
  expect(driftShare(drift(), 0)).toBe(1);
  expect(driftShare(drift(), 180)).toBeCloseTo(0.625, 10);
  expect(driftShare(drift(), 360)).toBe(0.25);
  expect(driftShare(drift(), 700)).toBe(0.25);
});

test("over a long clip they slow down before the sky repeats", () => {
  const long = drift({ speed: 4 }, { duration_seconds: 60 });
  expect(driftReach(long, 60)[0]).toBeCloseTo(0.9 * 1280, 6);
});

test("in a loop they fade over to themselves within the clip", () => {
  const loop = drift({}, { loop: true });
  expect(loop.fadeSeconds).toBe(2);
  expect([0, 1.5, 2, 3.5].map((seconds) => driftAge(loop, seconds))).toEqual([0, 1.5, 0, 1.5]);
  expect(driftAge(drift(), 3.5)).toBe(3.5);
});

test("however fast and long they go up or down, the sky is squeezed to no less than two fifths of itself", () => {
  for (const direction of [90, 270, 45]) {
    for (const duration_seconds of [4, 15, 60]) {
      const { speedY, horizon } = drift({ direction, speed: 4 }, { duration_seconds });
      // What is at the top goes at full speed, what is at the horizon at a quarter of it.
      expect((Math.abs(speedY) * duration_seconds * 0.75) / horizon).toBeLessThanOrEqual(0.6 + 1e-9);
    }
  }
});

test("a sky that was drawn drifts surely, whatever the plan believed of it", () => {
  const region = { mask: "polygon(0% 0%, 100% 0%, 100% 50%)" };
  const masks = new Map([[region.mask, () => syntheticScene().thin]]);
  const plan = syntheticPlan({ effects: [syntheticEffect("clouds", { region, confidence: 0.1 })] });
  const [input] = effectInputs({ plan, scene: syntheticScene(), frame, masks, held: undefined });
  expect(cloudDrift(input!).speedX).toBe(30);
});
