import { z } from "zod";
import { maskTextSchema } from "./mask-text.ts";
import { CAMERA_TYPES, DIRECTION_WORDS, EFFECT_KINDS, REGION_KINDS, UNMET_REASONS } from "./words/motion-words.ts";

const unit = z.number().min(0).max(1);
/** A point in the picture: x to the right and y downwards, both 0 to 1. */
const point = z.tuple([unit, unit]);
/** A factor of the normal 1.0. */
const factor = z.number().min(0).max(4);
const mask = z.strictObject({ mask: maskTextSchema });

export const cameraSchema = z.strictObject({
  type: z.enum(CAMERA_TYPES),
  amount: factor,
  ease: z.enum(["linear", "inout"]),
  focus: point.optional(),
});

export const effectSchema = z.strictObject({
  kind: z.enum(EFFECT_KINDS),
  region: z.union([z.enum(REGION_KINDS), mask]),
  speed: factor,
  amount: factor,
  /** Degrees: 0 is to the right, 90 is up. */
  direction: z.number().min(-360).max(360).optional(),
  direction_word: z.enum(DIRECTION_WORDS),
  confidence: unit,
});

/**
 * What will move, how and where: made from the prompt and the picture, shown to the person, editable, and enough to
 * render the same clip again. Effects stand in order of importance, the main one first.
 */
export const motionPlanSchema = z.strictObject({
  version: z.literal(1),
  seed: z.int().min(0).max(4_294_967_295),
  duration_seconds: z.number().positive().max(60),
  fps: z.number().min(1).max(60),
  loop: z.boolean(),
  camera: cameraSchema,
  effects: z.array(effectSchema).max(16),
  protect: z.array(z.union([z.enum(["subject", "people"]), mask])).max(16),
  strokes: z.array(z.strictObject({ from: point, to: point, speed: factor })).max(64),
});

export const unmetSchema = z.strictObject({
  phrase: z.string(),
  reason: z.enum(UNMET_REASONS),
  /** What is done instead, as one sentence for people. */
  did: z.string(),
  /** Models that are set up on this server and make new pictures, so that they may do it; absent when there are none. */
  models: z.array(z.string()).optional(),
});

export const planReportSchema = z.strictObject({ understood: z.array(z.string()), unmet: z.array(unmetSchema) });

export type MotionPlan = z.infer<typeof motionPlanSchema>;
export type Camera = z.infer<typeof cameraSchema>;
export type CameraType = Camera["type"];
export type Effect = z.infer<typeof effectSchema>;
export type EffectKind = Effect["kind"];
export type Unmet = z.infer<typeof unmetSchema>;
export type PlanReport = z.infer<typeof planReportSchema>;
/** A plan with what was understood of the prompt and what was not. */
export interface PlannedMotion {
  plan: MotionPlan;
  report: PlanReport;
}
