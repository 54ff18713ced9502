import type { MotionPlan } from "@kinora/contract";
import { expect, test } from "vitest";
import {
  addMovement,
  changeMovement,
  keyOfNext,
  motionOf,
  movementsOf,
  newMovement,
  NO_EDITS,
  removeMovement,
} from "./plan-edits.ts";

const plan: MotionPlan = {
  version: 1,
  seed: 7,
  duration_seconds: 4,
  fps: 30,
  loop: false,
  camera: { type: "dolly_in", amount: 1, ease: "inout" },
  effects: [newMovement("clouds"), newMovement("sway"), newMovement("clouds")],
  protect: ["people"],
  strokes: [],
};

test("an untouched plan sends no motion: the server plans from the prompt", () => {
  expect(motionOf(plan, NO_EDITS)).toBeUndefined();
});

test("two movements of one kind have keys of their own", () => {
  expect(movementsOf(plan, NO_EDITS).map(({ key }) => key)).toEqual(["clouds", "sway", "clouds:2"]);
});

test("what is changed by hand is marked as the person's and sent, with what the prompt said of the rest", () => {
  const edits = changeMovement(NO_EDITS, "clouds:2", { speed: 2 });
  expect(movementsOf(plan, edits).map(({ yours }) => yours)).toEqual([false, false, true]);
  expect(motionOf(plan, edits)?.effects?.map(({ speed }) => speed)).toEqual([1, 1, 2]);
  expect(motionOf(plan, edits)?.protect).toEqual(["people"]);
});

test("a removed movement is not sent", () => {
  expect(motionOf(plan, removeMovement(NO_EDITS, "sway"))?.effects?.map(({ kind }) => kind)).toEqual([
    "clouds",
    "clouds",
  ]);
});

test("an added movement is found by the key that was told, changed and removed again", () => {
  const key = keyOfNext(NO_EDITS);
  const added = addMovement(NO_EDITS, newMovement("snow"));
  const changed = changeMovement(added, key, { amount: 0 });
  expect(movementsOf(plan, changed).at(-1)).toMatchObject({ key, yours: true, effect: { kind: "snow", amount: 0 } });
  expect(motionOf(plan, removeMovement(changed, key))).toBeUndefined();
});

test("an arrow alone is a plan of the person's own", () => {
  const edits = {
    ...NO_EDITS,
    strokes: [{ from: [0, 0] as [number, number], to: [1, 0] as [number, number], speed: 1 }],
  };
  expect(motionOf(plan, edits)?.strokes).toEqual([{ from: [0, 0], to: [1, 0], speed: 1 }]);
});
