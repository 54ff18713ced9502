import { CELL_PX, type FrameGeometry } from "../frame-geometry.ts";
import type { PhasesApart } from "../tones.ts";
import { type EffectInput, gentleness, unitVector } from "./effect-input.ts";

/** Speed of clouds overhead, in px/s at a short side of 720, and the share of it that is left at the horizon. */
const OVERHEAD_SPEED = 30;
const HORIZON_SHARE = 0.25;
/** At most this share of the frame passes by: beyond it the mirrored sky would be seen to repeat. */
const LONGEST_WAY = 0.9;

/** A sky that goes up or down is squeezed or stretched by at most this share of itself. */
const MOST_STRETCH = 0.6;

/** About how long one cross-fade of a loop takes: the longer, the farther apart are the two skies that it mixes. */
const FADE_SECONDS = 2;

/** Clouds that drift: faster overhead, slower towards the horizon. */
export interface CloudDrift {
  /** px/s of the frame at its top, to the right and down. */
  readonly speedX: number;
  readonly speedY: number;
  /** px from the top. */
  readonly horizon: number;
  /** Seconds of one cross-fade; undefined when the drift never has to come back. */
  readonly fadeSeconds: number | undefined;
}

export function cloudDrift({ effect, plan, scene, frame }: EffectInput): CloudDrift {
  const wanted = OVERHEAD_SPEED * frame.unit * effect.speed * effect.amount * gentleness(effect);
  const [x, y] = unitVector(effect.direction ?? 0);
  const speed = Math.min(wanted, (LONGEST_WAY * Math.min(frame.width, 2 * frame.height)) / plan.duration_seconds);
  const horizon = Math.max(scene.horizon * frame.height, 0.1 * frame.height);
  const fadeSeconds = plan.loop
    ? plan.duration_seconds / Math.max(1, Math.round(plan.duration_seconds / FADE_SECONDS))
    : undefined;
  // What is higher goes faster: up or down a sky is stretched or squeezed, the more the longer it drifts.
  const steepest = (MOST_STRETCH * horizon) / (1 - HORIZON_SHARE) / (fadeSeconds ?? plan.duration_seconds);
  return {
    speedX: speed * x,
    speedY: Math.min(steepest, Math.max(-steepest, speed * y * 0.5)),
    horizon,
    fadeSeconds,
  };
}

/** For how long the sky has drifted since it last stood as in the photograph. */
export const driftAge = ({ fadeSeconds }: CloudDrift, seconds: number): number =>
  fadeSeconds === undefined ? seconds : seconds % fadeSeconds;

/** The share of the overhead speed at a height. */
export const driftShare = ({ horizon }: CloudDrift, y: number): number =>
  1 - (1 - HORIZON_SHARE) * Math.min(1, Math.max(0, y / horizon));

/** Where the two skies of a loop look halfway through their fade, seen from each node. */
export function skiesApart(drift: CloudDrift, { columns }: Pick<FrameGeometry, "columns">): PhasesApart {
  const { speedX, speedY, fadeSeconds = 0 } = drift;
  return (node) => {
    const way = (driftShare(drift, Math.floor(node / (columns + 1)) * CELL_PX) * fadeSeconds) / 2;
    return [-speedX * way, -speedY * way, speedX * way, speedY * way];
  };
}

/** How far clouds travel at most, in px: what the sky's texture needs beyond its sides. */
export const driftReach = (drift: CloudDrift, seconds: number): readonly [x: number, y: number] => [
  Math.abs(drift.speedX) * seconds,
  Math.abs(drift.speedY) * seconds,
];
