import {
  type Camera,
  type Effect,
  type MotionParts,
  type MotionPlan,
  motionPlanSchema,
  type PlannedMotion,
} from "@kinora/contract";
import { type Abilities, fitToAbilities } from "./fit-to-abilities.ts";
import { usualRegion } from "./usual-region.ts";

/**
 * Lays the parts over the plan: what they hold wins, the rest stays as the prompt gave it. A whole plan that was
 * answered before gives the same plan. With `abilities` the outcome is one that the engine renders.
 */
export function applyMotion(planned: PlannedMotion, parts: MotionParts, abilities?: Abilities): PlannedMotion {
  const plan = motionPlanSchema.parse({ ...planned.plan, ...completed(parts) });
  const applied = { ...planned, plan };
  return abilities === undefined ? applied : fitToAbilities(applied, abilities);
}

/** What was given, with the usual values where a camera or an effect leaves something open. */
function completed({ camera, effects, ...others }: MotionParts): Partial<MotionPlan> {
  const given = Object.fromEntries(Object.entries(others).filter(([, value]) => value !== undefined));
  return {
    ...given,
    ...(camera === undefined ? {} : { camera: completeCamera(camera) }),
    ...(effects === undefined ? {} : { effects: effects.map(completeEffect) }),
  };
}

function completeCamera({ type, amount = 1, ease = "inout", focus }: NonNullable<MotionParts["camera"]>): Camera {
  return { type, amount, ease, ...(focus === undefined ? {} : { focus }) };
}

function completeEffect(part: NonNullable<MotionParts["effects"]>[number]): Effect {
  const { kind, direction } = part;
  return {
    kind,
    region: part.region ?? usualRegion(kind),
    speed: part.speed ?? 1,
    amount: part.amount ?? 1,
    ...(direction === undefined ? {} : { direction }),
    direction_word: part.direction_word ?? wordFor(direction),
    confidence: part.confidence ?? 1,
  };
}

/** The side that an angle points to: 0 is right, 90 is up. */
function wordFor(direction: number | undefined): "left" | "right" | "up" | "down" | "none" {
  if (direction === undefined) return "none";
  const quarter = Math.round((((direction % 360) + 360) % 360) / 90) % 4;
  return (["right", "up", "left", "down"] as const)[quarter] ?? "none";
}
