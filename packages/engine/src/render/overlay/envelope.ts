import type { MotionPlan } from "@kinora/contract";
import type { Moment } from "../motion-clock.ts";

/**
 * How far an overlay has set in. The frame that is the photograph shows nothing of it: it fades in after the first frame, in a loop also
 * out before the last, and with a camera that pulls back, whose last frame is the photograph, only out.
 */
export interface Envelope {
  readonly fadeSeconds: number;
  readonly fades: "in" | "out" | "both";
  /** From the first frame to the last one; in a loop, to the first again. */
  readonly clipSeconds: number;
}

/** At most this share of a clip is spent on one fade. */
const LONGEST_SHARE = 1 / 3;

export function envelopeOf(
  plan: Pick<MotionPlan, "camera" | "loop" | "duration_seconds">,
  fadeSeconds: number,
): Envelope {
  const pullsBack = plan.camera.type === "dolly_out" || plan.camera.type === "zoom_out";
  return {
    fadeSeconds: Math.min(fadeSeconds, plan.duration_seconds * LONGEST_SHARE),
    fades: plan.loop ? "both" : pullsBack ? "out" : "in",
    clipSeconds: plan.duration_seconds,
  };
}

/** Soft at both ends, so that slow mist is not seen to begin: 0 at 0 and below, 1 at 1 and above. */
export function smoothStep(share: number): number {
  const clamped = Math.min(1, Math.max(0, share));
  return clamped * clamped * clamped * (clamped * (clamped * 6 - 15) + 10);
}

/** From 0 to 1. `late` (0 to 1) is how much later than the first ones this part sets in: at 1, when the fade is half done. */
export function strengthAt({ fadeSeconds, fades, clipSeconds }: Envelope, { share }: Moment, late = 0): number {
  const length = fadeSeconds * (late === 0 ? 1 : 0.5);
  const since = (seconds: number): number => smoothStep((seconds - late * 0.5 * fadeSeconds) / length);
  const rise = fades === "out" ? 1 : since(share * clipSeconds);
  const fall = fades === "in" ? 1 : since((1 - share) * clipSeconds);
  return Math.min(rise, fall);
}
