import type { MotionParts, PlannedMotion, RegionKind } from "@kinora/contract";
import type { RgbImage } from "@kinora/media";
import { RENDERED_CAMERAS, RENDERED_EFFECTS } from "./abilities.ts";
import { analyseScene, findingsOf } from "./analyse/index.ts";
import { mergeMaps } from "./analyzers/merge-maps.ts";
import type { AnalyzerMaps } from "./analyzers/scene-analyzer.ts";
import { applyMotion } from "./plan/apply-motion.ts";
import { planMotion } from "./plan/plan-motion.ts";
import type { SceneMaps } from "./scene.ts";
import { unrenderedParts } from "./unrendered-parts.ts";

/** What is asked of a still: a prompt, a plan or parts of one that win over it, and the clip's shape. */
export interface MotionWish {
  readonly prompt: string | undefined;
  readonly motion: MotionParts | undefined;
  readonly seed: number;
  readonly durationSeconds: number;
  readonly fps: number;
  readonly loop: boolean;
}

const abilities = { effects: RENDERED_EFFECTS, cameras: RENDERED_CAMERAS };

/** The plan of the words alone, over the whole vocabulary: what they mean, not what this engine renders. */
export function planWords(wish: MotionWish): PlannedMotion {
  const planned = planMotion({ ...wish, abilities });
  return wish.motion === undefined ? planned : applyMotion(planned, wish.motion);
}

/** Regions that the words (or a plan that was sent) say are there: the analysis then only finds where. */
function expectedRegions(wish: MotionWish): RegionKind[] {
  if ((wish.prompt ?? "").trim() === "" && wish.motion?.effects === undefined) return [];
  const regions = planWords(wish).plan.effects.map(({ region }) => region);
  return [...new Set(regions.filter((region) => typeof region === "string"))];
}

export interface StillPlan {
  readonly planned: PlannedMotion;
  readonly scene: SceneMaps;
}

/**
 * Looks at a still and plans a clip that this engine renders; what it cannot do is in the report. `maps` are what learned
 * models saw, and stand in place of our own. Pure.
 */
export function planStill(image: RgbImage, wish: MotionWish, maps: AnalyzerMaps = {}): StillPlan {
  const scene = mergeMaps(analyseScene(image, { expects: expectedRegions(wish) }), maps);
  const byWords = planMotion({ ...wish, scene: findingsOf(scene), abilities });
  const planned = wish.motion === undefined ? byWords : applyMotion(byWords, wish.motion, abilities);
  const { understood, unmet } = planned.report;
  const report = { understood, unmet: [...unmet, ...unrenderedParts(planned.plan)] };
  return { planned: { plan: planned.plan, report }, scene };
}
