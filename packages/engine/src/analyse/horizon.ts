import { smoothstep } from "./colour.ts";
import type { Size } from "./resize.ts";

/** Where the eye expects the horizon when nothing in the picture tells. */
const USUAL_HORIZON = 0.45;

/**
 * Row of the horizon, 0 (top) to 1 (bottom): the level that the sky comes down to in its deepest columns. Skylines of hills
 * and houses lie above the horizon, so the deep end counts, not the middle. The less sure the sky, the nearer to the usual.
 */
export function findHorizon(size: Size, sky: Float32Array, skyConfidence: number): number {
  const { width, height } = size;
  const bottoms = new Float32Array(width);
  let covered = 0;
  for (let x = 0; x < width; x++) {
    let [y, last] = [0, 0];
    for (; y < height; y++) if (sky[y * width + x]! > 0.5) last = y + 1;
    bottoms[x] = last / height;
    if (last > 0) covered++;
  }
  if (covered === 0) return USUAL_HORIZON;
  const found = bottoms.sort()[Math.floor((width - 1) * 0.85)]!;
  const trust = skyConfidence * smoothstep(0, 0.3, covered / width) * smoothstep(1, 0.92, found);
  return Math.min(0.95, Math.max(0.05, USUAL_HORIZON + trust * (found - USUAL_HORIZON)));
}
