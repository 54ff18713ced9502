import type { MotionPlan, RegionKind, Unmet } from "@kinora/contract";
import type { SceneFindings } from "../scene.ts";
import { isNowhere } from "./ground.ts";

const MASK_HELPS = "A mask in `motion` can say where it is.";

const isMissing = (region: RegionKind, { regions }: SceneFindings): boolean =>
  region !== "frame" && isNowhere(regions[region]);

/**
 * What a plan that was sent names and the picture does not show: said, since nothing moves there, or is held still. A drawn
 * mask is never missing.
 */
export function missingRegions(
  { effects, protect }: Pick<MotionPlan, "effects" | "protect">,
  scene: SceneFindings,
): Unmet[] {
  const lost = effects.flatMap(({ kind, region }): Unmet[] => {
    if (typeof region === "object" || !isMissing(region, scene)) return [];
    const did = `No ${region} was found in the picture, so this moves nothing; the rest of the plan is kept. ${MASK_HELPS}`;
    return [{ phrase: kind, reason: "region-not-found", did }];
  });
  const held = protect.flatMap((part): Unmet[] => {
    if (typeof part === "object" || !isMissing("subject", scene)) return [];
    const did = `No ${part === "people" ? "person" : part} was found in the picture, so nothing more is held still. ${MASK_HELPS}`;
    return [{ phrase: `protect ${part}`, reason: "region-not-found", did }];
  });
  return [...lost, ...held];
}
