import type { Oscillation } from "../oscillation.ts";
import { breatheMotion } from "./breathe.ts";
import type { EffectInput } from "./effect-input.ts";
import { fireMotion } from "./fire.ts";
import { swayMotion } from "./sway.ts";
import { waterMotion } from "./water.ts";

/** The motion of an effect that swings around where things are; none when it moves otherwise. */
export function swingsOf(input: EffectInput): readonly Oscillation[] {
  switch (input.effect.kind) {
    case "water":
      return [waterMotion(input)];
    case "sway":
      return [swayMotion(input)];
    case "breathe":
      return breatheMotion(input);
    case "fire":
      return fireMotion(input);
    default:
      return [];
  }
}
