import { motionPlanSchema } from "@kinora/contract";
import { expect, test } from "vitest";
import { type MotionWish, planScene } from "./plan-still.ts";
import { syntheticScene } from "./testing/synthetic-scene.ts";

/** A sky over grass, and nothing else. */
const scene = syntheticScene({ sky: (_, y) => y < 0.5, vegetation: (_, y) => y > 0.5 });
const plan = (wish: Partial<MotionWish>) =>
  planScene(scene, {
    ...{ prompt: undefined, motion: undefined, seed: 7, durationSeconds: 4, fps: 30, loop: false },
    ...wish,
  }).planned;
const HERE = { mask: "polygon(0% 0%, 50% 0%, 0% 50%)" };

test("an effect that was sent for a region that is nowhere is unmet, and says what helps", () => {
  const { plan: planned, report } = plan({ motion: { effects: [{ kind: "water" }, { kind: "sway" }] } });
  expect(planned.effects.map(({ kind }) => kind)).toEqual(["water", "sway"]);
  expect(report.unmet).toEqual([
    {
      phrase: "water",
      reason: "region-not-found",
      did: "No water was found in the picture, so this moves nothing; the rest of the plan is kept. A mask in `motion` can say where it is.",
    },
  ]);
});

test("with a mask of its own nothing is unmet, also when the words named what is not found", () => {
  const motion = { effects: [{ kind: "flow" as const, region: HERE }] };
  expect(plan({ prompt: "the river flows", motion }).report.unmet).toEqual([]);
  expect(plan({ prompt: "the river flows" }).report.unmet).toMatchObject([{ reason: "region-not-found" }]);
});

test("two effects of a kind, strokes and protected masks are met in full", () => {
  const sway = (direction: number) => ({ kind: "sway" as const, region: HERE, direction });
  const strokes = [{ from: [0.1, 0.1] as [number, number], to: [0.4, 0.1] as [number, number], speed: 1 }];
  const { plan: planned, report } = plan({ motion: { effects: [sway(0), sway(90)], strokes, protect: [HERE] } });
  expect(report.unmet).toEqual([]);
  expect(planned).toMatchObject({ effects: [{ direction: 0 }, { direction: 90 }], strokes, protect: [HERE] });
});

test("who is to be held still and is nowhere is unmet", () => {
  const { report } = plan({ motion: { protect: ["people", "subject"] } });
  expect(report.unmet.map(({ phrase, reason }) => [phrase, reason])).toEqual([
    ["protect people", "region-not-found"],
    ["protect subject", "region-not-found"],
  ]);
});

test("a plan that was answered can be sent back, and is the same plan", () => {
  const { plan: first } = plan({ prompt: "the clouds drift to the left" });
  const motion = motionPlanSchema.parse(JSON.parse(JSON.stringify(first)));
  const second = plan({ prompt: "something else", motion, seed: 9 });
  expect(second.plan).toEqual(first);
});
