import { expect, test } from "vitest";
import { type SceneParts, syntheticPlan, syntheticScene } from "../testing/synthetic-scene.ts";
import { calmDepth } from "./calm-depth.ts";
import { cameraPath } from "./camera.ts";
import type { MotionPlan } from "@kinora/contract";

/** Near below the middle, far above it. */
const parts: SceneParts = { sky: (_, y) => y < 0.5, depth: (_, y) => (y < 0.5 ? 0 : 1) };
const depthFor = (camera: Partial<MotionPlan["camera"]>, more: SceneParts = {}, focusDepth = 1) => {
  const plan = syntheticPlan({ camera: { type: "orbit", amount: 1, ease: "linear", ...camera } });
  const path = cameraPath({ plan, focus: [0.5, 0.7], focusDepth, aspect: 4 / 3 });
  return calmDepth(syntheticScene({ ...parts, ...more }), path);
};
const column = (camera: Partial<MotionPlan["camera"]>, x = 80, more: SceneParts = {}): number[] => {
  const { width, data } = depthFor(camera, more);
  return Array.from({ length: 120 }, (_, y) => data[y * width + x]!);
};

test("what is near keeps its depth to its edge, and a little beyond", () => {
  const depths = column({});
  expect([depths[0], depths[119]]).toEqual([0, 1]);
  expect(Math.min(...depths.slice(59))).toBeGreaterThan(0.98);
});

test("behind it depth falls no faster than the move allows: the stronger the move, the wider", () => {
  const fall = (amount: number): number => {
    const depths = column({ amount });
    return depths.filter((depth) => depth > 0.02 && depth < 0.98).length;
  };
  expect(fall(1)).toBeGreaterThan(5);
  expect(fall(4)).toBeGreaterThan(2.5 * fall(1));
});

test("a camera without parallax needs no calm: depth is the scene's", () => {
  const depths = column({ type: "zoom_in" });
  expect([depths[59], depths[60]]).toEqual([0, 1]);
});

test("a mast is as near as what it stands on, over its whole height", () => {
  const depths = column({}, 40, { thin: (x, y) => y < 0.5 && y > 0.1 && Math.abs(x - 0.25) < 0.01 });
  expect(Math.min(...depths.slice(20))).toBeGreaterThan(0.9);
  expect(depths[0]).toBeLessThan(0.6);
});

test("a vertigo measures depth from its focus: that, what is nearly as near and all before it is 1, the background 0", () => {
  const depth = (_: number, y: number): number => y;
  const { width, data } = depthFor({ type: "vertigo", amount: 0.2 }, { depth }, 0.6);
  const at = (y: number): number => data[Math.round(y * 120) * width + 80]!;
  expect(at(0.05)).toBeLessThan(0.1);
  expect(at(0.3)).toBeGreaterThan(0.45);
  expect(at(0.3)).toBeLessThan(0.75);
  expect(at(0.5)).toBeCloseTo(1, 5);
});

test("where all is equally far a vertigo is a zoom: everything is background", () => {
  const { data } = depthFor({ type: "vertigo" }, { depth: () => 0.5 }, 0.5);
  expect(Math.max(...data)).toBe(0);
});
