import { cameraSchema, effectSchema, Failure, motionPlanSchema, type PlannedMotion } from "@kinora/contract";
import { z } from "zod";
import { type Abilities, fitToAbilities } from "./fit-to-abilities.ts";
import { usualRegion } from "./usual-region.ts";

const cameraPart = cameraSchema.extend({
  amount: cameraSchema.shape.amount.default(1),
  ease: cameraSchema.shape.ease.default("inout"),
});

const effectPart = effectSchema
  .partial()
  .required({ kind: true })
  .transform((part) => ({
    region: usualRegion(part.kind),
    speed: 1,
    amount: 1,
    direction_word: wordFor(part.direction),
    confidence: 1,
    ...part,
  }));

/** Any parts of a motion plan; a camera needs its type and an effect its kind, the rest has the usual values. */
const planPartsSchema = motionPlanSchema.extend({ camera: cameraPart, effects: z.array(effectPart).max(16) }).partial();

export type PlanParts = z.infer<typeof planPartsSchema>;

/** Reads a request's `motion` field; `bad_option` names the first field that is wrong. */
export function validatePlanParts(motion: unknown): PlanParts {
  const parsed = planPartsSchema.safeParse(motion);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = ["motion", ...(issue?.path ?? [])].join(".");
  throw new Failure("bad_option", {
    detail: `${path}: ${issue?.message ?? "not a motion plan"}. Send a motion plan, or parts of one.`,
  });
}

/**
 * Lays the parts over the plan: what they hold wins, the rest stays as the prompt gave it. A whole plan that was
 * answered before gives the same plan. With `abilities` the outcome is one that the engine renders.
 */
export function applyMotion(planned: PlannedMotion, parts: PlanParts, abilities?: Abilities): PlannedMotion {
  const given = Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
  const plan = motionPlanSchema.parse({ ...planned.plan, ...given });
  const applied = { ...planned, plan };
  return abilities === undefined ? applied : fitToAbilities(applied, abilities);
}

/** The side that an angle points to: 0 is right, 90 is up. */
function wordFor(direction: number | undefined): "left" | "right" | "up" | "down" | "none" {
  if (direction === undefined) return "none";
  const quarter = Math.round((((direction % 360) + 360) % 360) / 90) % 4;
  return (["right", "up", "left", "down"] as const)[quarter] ?? "none";
}
