import { expect, test } from "vitest";
import { readMasks } from "../masks/read-masks.ts";
import { fieldAt, leastOver, reach } from "../testing/motion-probe.ts";
import { syntheticEffect, syntheticInput, syntheticPlan, syntheticScene } from "../testing/synthetic-scene.ts";
import { swayMotion } from "./effects/sway.ts";
import { CELL_PX, frameGeometry } from "./frame-geometry.ts";
import { heldStill, holdBack } from "./held-still.ts";

const frame = frameGeometry({ width: 640, height: 480 });
const scene = syntheticScene({ vegetation: () => true, subject: (x, y) => x > 0.4 && x < 0.6 && y > 0.3 });
const plan = syntheticPlan({ duration_seconds: 3 });
const sway = swayMotion(syntheticInput({ effect: syntheticEffect("sway", { amount: 2 }), plan, scene, frame }));
const perRow = frame.columns + 1;
const placeOf = (node: number): readonly [x: number, y: number] => [
  ((node % perRow) * CELL_PX) / 640,
  (Math.floor(node / perRow) * CELL_PX) / 480,
];

test("what is protected does not move at all, what is far from it as ever, and nothing between them tears", () => {
  const held = heldStill({ plan: { protect: ["people"] }, scene, frame, masks: new Map() });
  const motion = holdBack(sway, held, frame);
  const [field, free] = [fieldAt(motion, frame, 1.3), fieldAt(sway, frame, 1.3)];
  field.x.forEach((x, node) => {
    const [u, v] = placeOf(node);
    if (u > 0.4 && u < 0.6 && v > 0.3) expect([x, field.y[node]]).toEqual([0, 0]);
    if (u < 0.3 || u > 0.7) expect(x).toBe(free.x[node]);
  });
  expect(reach(field.x)).toBeGreaterThan(1);
  expect(leastOver(motion, frame)).toBeGreaterThan(0.3);
});

test("a drawn mask protects whatever the analysis says", async () => {
  const protect = [{ mask: "polygon(0% 0%, 50% 0%, 50% 100%, 0% 100%)" }];
  const held = heldStill({ plan: { protect }, scene, frame, masks: await readMasks({ protect }) });
  const field = fieldAt(holdBack(sway, held, frame), frame, 1.3);
  expect(reach(field.x.filter((_, node) => placeOf(node)[0] <= 0.5))).toBe(0);
  expect(reach(field.x.filter((_, node) => placeOf(node)[0] > 0.6))).toBeGreaterThan(1);
});

test("a subject that the analysis hardly believes in is held only in part; without one all moves", () => {
  const doubtful = (confidence: number) => {
    const regions = { ...scene.regions, subject: { ...scene.regions.subject, confidence } };
    const doubted = { ...scene, regions };
    return heldStill({ plan: { protect: ["subject"] }, scene: doubted, frame, masks: new Map() })!;
  };
  const least = (confidence: number): number => Math.min(...doubtful(confidence).free);
  expect(least(1)).toBe(0);
  expect(least(0.15)).toBeCloseTo(0.5, 5);
  expect(least(0)).toBe(1);
});

test("a plan that protects nothing holds nothing back", () => {
  expect(heldStill({ plan: { protect: [] }, scene, frame, masks: new Map() })).toBeUndefined();
  expect(holdBack(sway, undefined, frame)).toBe(sway);
});
