import type { Rng } from "./ports.ts";

export interface BackoffPolicy {
  readonly firstMs: number;
  readonly mostMs: number;
}

/**
 * How long (ms) to wait after `failures` failures in a row (1 or more): doubled each time up to `mostMs`, of which a random
 * half is taken off, so that what failed together does not come back together.
 */
export const backoffMs = (policy: BackoffPolicy, failures: number, rng: Rng): number => {
  const doubled = policy.firstMs * 2 ** Math.min(Math.max(0, failures - 1), 30);
  const whole = Math.min(doubled, policy.mostMs);
  return Math.round(whole - (whole / 2) * rng());
};
