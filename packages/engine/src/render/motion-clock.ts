import type { MotionPlan } from "@kinora/contract";

/** When a frame is, in the ways that motion asks. */
export interface Moment {
  /** Seconds since the first frame. */
  readonly seconds: number;
  /** 0 at the first frame, 1 at the last; in a loop, 1 is the first frame again. */
  readonly share: number;
}

export const frameCount = (plan: Pick<MotionPlan, "duration_seconds" | "fps">): number =>
  Math.max(1, Math.round(plan.duration_seconds * plan.fps));

export function momentOf(plan: Pick<MotionPlan, "duration_seconds" | "fps" | "loop">, frame: number): Moment {
  const frames = frameCount(plan);
  return { seconds: frame / plan.fps, share: plan.loop ? frame / frames : frame / Math.max(1, frames - 1) };
}

/** The nearest frequency (Hz) that fits a whole number of cycles, at least one, into a loop; as it is without one. */
export function fittingHz(plan: Pick<MotionPlan, "duration_seconds" | "loop">, hz: number): number {
  return plan.loop ? Math.max(1, Math.round(hz * plan.duration_seconds)) / plan.duration_seconds : hz;
}
