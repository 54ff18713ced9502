import type { Effect, MotionPlan } from "@kinora/contract";

export const FPS = 30;
export const SECONDS = 4;

const base = {
  version: 1,
  seed: 1,
  duration_seconds: SECONDS,
  fps: FPS,
  loop: false,
  camera: { type: "static", amount: 1, ease: "inout" },
  effects: [],
  protect: [],
  strokes: [],
} as const satisfies MotionPlan;

const usual = { speed: 1, amount: 1, direction_word: "none", confidence: 1 } as const;
const clouds: Effect = { kind: "clouds", region: "sky", ...usual };
const sway: Effect = { kind: "sway", region: "vegetation", ...usual };

const camera: MotionPlan = { ...base, camera: { type: "dolly_in", amount: 1, ease: "inout" } };

/** Each adds to the one before, or is another corner of what the engine does. */
export const PLANS = {
  camera,
  clouds: { ...base, effects: [clouds] },
  "clouds + camera": { ...camera, effects: [clouds] },
  "clouds + sway + camera": { ...camera, effects: [clouds, sway] },
} as const satisfies Record<string, MotionPlan>;

export type PlanName = keyof typeof PLANS;

export const lasting = (plan: MotionPlan, seconds: number): MotionPlan => ({ ...plan, duration_seconds: seconds });
