import type { MotionParts, PlannedMotion, RegionKind } from "@kinora/contract";
import type { RgbImage } from "@kinora/media";
import { RENDERED_CAMERAS, RENDERED_EFFECTS } from "./abilities.ts";
import { analyseScene, findingsOf } from "./analyse/index.ts";
import { mergeMaps } from "./analyzers/merge-maps.ts";
import type { AnalyzerMaps } from "./analyzers/scene-analyzer.ts";
import { applyMotion } from "./plan/apply-motion.ts";
import { missingRegions } from "./plan/missing-regions.ts";
import { planMotion } from "./plan/plan-motion.ts";
import type { SceneMaps } from "./scene.ts";

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

/** What a clip is like does not change what its words name. */
export const ANY_CLIP = { seed: 0, durationSeconds: 4, fps: 30, loop: false } as const;

/** Regions that the words (or a plan that was sent) say are there: the analysis then only finds where. */
export function expectedRegions(asked: Pick<MotionWish, "prompt" | "motion">): RegionKind[] {
  const wish = { ...ANY_CLIP, ...asked };
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
  return planScene(analyseScene(image, { expects: expectedRegions(wish) }), wish, maps);
}

/** The same, of a picture that was analysed already, with the regions that the wish expects. Pure. */
export function planScene(analysed: SceneMaps, wish: MotionWish, maps: AnalyzerMaps = {}): StillPlan {
  const scene = mergeMaps(analysed, maps);
  const findings = findingsOf(scene);
  const byWords = planMotion({ ...wish, scene: findings, abilities });
  const { plan, report } = wish.motion === undefined ? byWords : applyMotion(byWords, wish.motion, abilities);
  // Effects that were sent stand in place of those of the words, found or not.
  const sent = wish.motion?.effects === undefined ? [] : plan.effects;
  const unmet = report.unmet.filter(({ reason }) => sent.length === 0 || reason !== "region-not-found");
  const missing = missingRegions({ effects: sent, protect: plan.protect }, findings);
  return { planned: { plan, report: { ...report, unmet: [...unmet, ...missing] } }, scene };
}
