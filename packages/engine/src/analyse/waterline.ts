import { smoothstep } from "./colour.ts";
import type { Scale } from "./picture.ts";

/** The far edge of level water. */
export interface Waterline {
  /** 0 (top) to 1 (bottom). */
  readonly row: number;
  /** 0 to 1: how far the row stands out of all others. */
  readonly trust: number;
}

/** Change of lightness (0 to 100) over two rows that makes an edge. */
const LEAST_STEP = 4;
/** Below this there is too little picture left for a lake. */
const LOWEST = 0.93;

/**
 * A far shore or a sea's horizon is the one straight level line of a landscape: the row along which lightness changes with the
 * same sign over much of the width. Of several good rows the uppermost counts: ripples and near shores lie below it.
 */
export function findWaterline(scale: Scale, horizon: number): Waterline {
  const { width, height } = scale;
  const share = new Float32Array(height);
  for (let y = 2; y < height - 2; y++) share[y] = levelShare(scale, y) / width;
  const usual = Float32Array.from(share).sort()[height >> 1] ?? 0;
  const first = Math.max(0, Math.floor((horizon - 0.05) * height));
  const last = Math.floor(LOWEST * height);
  const best = share.subarray(first, last).reduce((most, s) => Math.max(most, s), 0);
  const row = share.findIndex((s, y) => y >= first && s >= 0.85 * best && s >= (share[y + 1] ?? 0));
  return { row: Math.max(0, row) / height, trust: smoothstep(0.12, 0.32, best - usual) };
}

/** Columns that step up, or that step down, near this row: whichever are more. */
function levelShare({ width, lab }: Scale, y: number): number {
  const l = lab.lightness;
  let [up, down] = [0, 0];
  for (let x = 0; x < width; x++) {
    const i = y * width + x;
    const above = l[i]! - l[i - 2 * width]!;
    const here = l[i + width]! - l[i - width]!;
    const below = l[i + 2 * width]! - l[i]!;
    const strongest = Math.abs(above) > Math.abs(here) ? above : here;
    const step = Math.abs(below) > Math.abs(strongest) ? below : strongest;
    const across = x > 1 && x < width - 2 ? Math.abs(l[i + 2]! - l[i - 2]!) : 0;
    if (Math.abs(step) <= LEAST_STEP + across) continue;
    if (step > 0) up++;
    else down++;
  }
  return Math.max(up, down);
}
