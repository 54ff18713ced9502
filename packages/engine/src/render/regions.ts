import type { Effect, MotionPlan } from "@kinora/contract";
import { maskMap, type Masks } from "../masks/read-masks.ts";
import type { FloatMap, Region, SceneMaps } from "../scene.ts";
import type { EffectInput } from "./effects/effect-input.ts";
import type { FrameGeometry } from "./frame-geometry.ts";
import type { HeldStill } from "./held-still.ts";

/** A place that nobody doubts: the whole picture, or what a person drew. */
const sure = (map: FloatMap): Region => ({
  map,
  confidence: 1,
  share: map.data.reduce((sum, value) => sum + value, 0) / map.data.length,
});

/** Where an effect of a plan moves. */
export function regionOf({ region }: Pick<Effect, "region">, scene: SceneMaps, masks: Masks): Region {
  if (typeof region === "object") return sure(maskMap(masks, region.mask, scene));
  if (region !== "frame") return scene.regions[region];
  const { width, height } = scene;
  return sure({ width, height, data: new Float32Array(width * height).fill(1) });
}

export interface EffectsOfPlan {
  readonly plan: MotionPlan;
  readonly scene: SceneMaps;
  readonly frame: FrameGeometry;
  readonly masks: Masks;
  readonly held: HeldStill | undefined;
}

/** What each effect of a plan is made from, in the plan's order. */
export const effectInputs = ({ plan, scene, frame, masks, held }: EffectsOfPlan): EffectInput[] =>
  plan.effects.map((effect) => ({
    // What a person drew is not to be doubted.
    effect: typeof effect.region === "object" ? { ...effect, confidence: 1 } : effect,
    plan,
    scene,
    frame,
    held,
    region: regionOf(effect, scene, masks),
  }));
