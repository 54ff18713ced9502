import type { Effect, MotionPlan } from "@kinora/contract";
import type { Region, SceneMaps } from "../../scene.ts";
import type { FrameGeometry } from "../frame-geometry.ts";
import type { HeldStill } from "../held-still.ts";

/** What an effect is made from. Pure: the same input gives the same motion. */
export interface EffectInput {
  readonly effect: Effect;
  readonly plan: MotionPlan;
  readonly scene: SceneMaps;
  readonly frame: FrameGeometry;
  /** Where it moves: what the analysis found, the whole picture, or what a person drew (which is sure). */
  readonly region: Region;
  /** What the plan protects; undefined when nothing is. Oscillations are held back by the recipe, whatever they are. */
  readonly held: HeldStill | undefined;
}

/** Less sure, less motion: a wrong region then shows as gentle, not as torn. */
export const gentleness = ({ confidence }: Pick<Effect, "confidence">): number => 0.45 + 0.55 * confidence;

/** A direction of the plan (degrees, 0 to the right, 90 up) as a unit vector, y down. */
export function unitVector(degrees: number): readonly [x: number, y: number] {
  const radians = (degrees * Math.PI) / 180;
  return [Math.cos(radians), -Math.sin(radians)];
}
