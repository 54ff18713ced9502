import type { EffectKind } from "@kinora/contract";
import type { RgbImage } from "@kinora/media";
import type { FloatMap } from "../../scene.ts";
import type { EffectInput } from "../effects/effect-input.ts";
import { dust } from "./dust.ts";
import { fog } from "./fog.ts";
import type { OverlayDesign, OverlayInput } from "./overlay.ts";
import { petals } from "./petals.ts";
import { rain } from "./rain.ts";
import { rays } from "./rays.ts";
import { smoke } from "./smoke.ts";
import { snow } from "./snow.ts";

/** What makes an overlay of each kind that is one. */
const DESIGNS: Partial<Record<EffectKind, (input: OverlayInput) => readonly OverlayDesign[]>> = {
  dust,
  fog,
  petals,
  rain,
  rays,
  smoke,
  snow,
};
/** From the back to the front, whatever the plan's order. */
const ORDER: readonly EffectKind[] = ["rays", "fog", "smoke", "rain", "snow", "petals", "dust"];

/** Where an effect may be seen: its region, but for what the plan protects; undefined: everywhere. */
function whereOf({ effect, region, held }: EffectInput): FloatMap | undefined {
  if (held === undefined) return effect.region === "frame" ? undefined : region.map;
  const { map } = region;
  return { ...map, data: map.data.map((value, at) => value * (1 - held.map.data[at]!)) };
}

/**
 * What a plan's effects lay over the picture, in the order in which it is drawn.
 * @param picture the picture at the frame's size
 */
export function designOverlays(inputs: readonly EffectInput[], picture: RgbImage): OverlayDesign[] {
  const sorted = inputs.toSorted((a, b) => ORDER.indexOf(a.effect.kind) - ORDER.indexOf(b.effect.kind));
  return sorted.flatMap((input) => DESIGNS[input.effect.kind]?.({ ...input, picture, where: whereOf(input) }) ?? []);
}
