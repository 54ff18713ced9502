import type { Effect } from "@kinora/contract";
import { describe, expect, test } from "vitest";
import type { FloatMap } from "../scene.ts";
import { syntheticEffect, syntheticPlan, syntheticScene } from "../testing/synthetic-scene.ts";
import { flowAge, layPhase, newPhase } from "./flow-motion.ts";
import { frameGeometry, nodeCount } from "./frame-geometry.ts";
import { addOscillation, clearField, leastJacobian, newField } from "./oscillation.ts";
import { randomFrom } from "./random.ts";
import { makeRecipe } from "./recipe.ts";
import { effectInputs } from "./regions.ts";

const frame = frameGeometry({ width: 640, height: 360 });
const scene = syntheticScene({ width: 320, height: 180, horizon: 0.4 });

/** A mask as no analysis should give it: blots, holes and single pixels, with hard edges, all over the picture. */
function blots(seed: number, sizePx: number): FloatMap {
  const random = randomFrom(seed);
  const waves = Array.from({ length: 6 }, () => [random() - 0.5, random() - 0.5, 6.3 * random()] as const);
  const data = new Float32Array(320 * 180).map((_, at) => {
    const [x, y] = [at % 320, Math.floor(at / 320)];
    const height = waves.reduce((sum, [a, b, c]) => sum + Math.sin((6.3 / sizePx) * 2 * (a * x + b * y) + c), 0);
    return height > 0.2 || random() < 0.02 ? 1 : 0;
  });
  return { width: 320, height: 180, data };
}

/** The smallest Jacobian over three seconds of everything that moves in the layer in front. */
function leastOver(effects: readonly Effect[], mask: FloatMap): number {
  const plan = syntheticPlan({
    duration_seconds: 3,
    effects: effects.map((effect) => ({ ...effect, region: { mask: "here" } })),
    strokes: [{ from: [0.2, 0.5], to: [0.8, 0.4], speed: 2 }],
  });
  const masks = new Map([["here", () => mask]]);
  const inputs = effectInputs({ plan, scene, frame, masks, held: undefined });
  const { oscillations, flow } = makeRecipe({
    plan,
    scene,
    frame,
    inputs,
    held: undefined,
    front: undefined,
    overlays: [],
  });
  const field = newField(nodeCount(frame));
  const phases = [newPhase(nodeCount(frame)), newPhase(nodeCount(frame))] as const;
  let least = Infinity;
  for (let seconds = 0; seconds < 3; seconds += 0.1) {
    const age = flow === undefined ? 0 : flowAge(flow, seconds);
    for (const [index, phase] of phases.entries()) {
      clearField(field);
      for (const oscillation of oscillations) addOscillation(field, oscillation, { seconds, share: 0 });
      // A phase that is hardly seen may be as it will.
      const share = flow === undefined ? 0 : age / flow.roundSeconds;
      if ((index === 0 ? 1 - share : share) < 0.15) continue;
      if (flow !== undefined) layPhase(phase, flow, age - index * flow.roundSeconds);
      const sum = {
        x: field.x.map((x, i) => x + phase.x[i]!),
        y: field.y.map((y, i) => y + phase.y[i]!),
        gain: field.gain,
      };
      least = Math.min(least, leastJacobian(sum, frame));
    }
  }
  return least;
}

describe("whatever the mask, nothing tears or folds", () => {
  test.each([
    ["water", [syntheticEffect("water", { amount: 2 })]],
    ["sway", [syntheticEffect("sway", { amount: 2 })]],
    ["a current", [syntheticEffect("flow", { speed: 2 })]],
    ["a current against a current", [syntheticEffect("flow"), syntheticEffect("flow", { direction: 90, speed: 2 })]],
    [
      "a current in water that ripples, and plants in it",
      [syntheticEffect("flow"), syntheticEffect("water"), syntheticEffect("sway")],
    ],
  ] as readonly (readonly [string, readonly Effect[]])[])("%s", (_, effects) => {
    for (const sizePx of [12, 40, 120]) {
      for (const seed of [1, 2]) expect(leastOver(effects, blots(seed, sizePx))).toBeGreaterThan(0.3);
    }
  });
});
