import { motionPartsSchema } from "@kinora/contract";
import { expect, test } from "vitest";
import { applyMotion } from "./apply-motion.ts";
import { planMotion } from "./plan-motion.ts";

const abilities = { effects: ["clouds"], cameras: ["static", "dolly_in"] } as const;
const planned = planMotion({
  prompt: "clouds drift left",
  seed: 1,
  durationSeconds: 4,
  fps: 30,
  loop: false,
  abilities,
});

test("a returned plan sent back as motion gives the same plan", () => {
  const returned = motionPartsSchema.parse(JSON.parse(JSON.stringify(planned.plan)));
  const other = planMotion({ prompt: "rain", seed: 2, durationSeconds: 5, fps: 25, loop: true, abilities });
  expect(applyMotion(other, returned).plan).toEqual(planned.plan);
});

test("parts override what the prompt gave, and leave the rest", () => {
  const { plan } = applyMotion(planned, { camera: { type: "orbit" } });
  expect(plan.camera).toEqual({ type: "orbit", amount: 1, ease: "inout" });
  expect(plan.effects).toEqual(planned.plan.effects);
});

test("an effect needs only its kind", () => {
  expect(applyMotion(planned, { effects: [{ kind: "water", direction: 170 }] }).plan.effects).toEqual([
    { kind: "water", region: "water", speed: 1, amount: 1, direction: 170, direction_word: "left", confidence: 1 },
  ]);
});

test("no effects at all is an answer too", () => {
  expect(applyMotion(planned, { effects: [] }).plan.effects).toEqual([]);
});

test("with abilities the outcome is one that the engine renders", () => {
  expect(applyMotion(planned, { camera: { type: "vertigo" } }, abilities).plan.camera.type).toBe("dolly_in");
});
