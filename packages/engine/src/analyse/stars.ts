import { boxMean } from "./box-mean.ts";
import type { Component } from "./connected-components.ts";
import type { Size } from "./resize.ts";

/** So many points, and their place is a starry sky; fewer are specks. */
const FEWEST = 12;
const MOST = 160;
/** Mean brightness of the surroundings above which no star is seen. */
const DARK = 0.25;
/** How far a star stands out: at least so much, and so many times the grain around it. */
const LEAST_CONTRAST = 0.05;
const TIMES_GRAIN = 6;
/** The sky between stars is smooth; a dark cliff with wet specks is not (mean differences there: 0.01 and 0.04). */
const MOST_GRAIN = 0.025;
/** At the fine size: what a star is compared with, and where grain is measured, px around it. */
const AROUND = 6;
const GRAIN = 16;

type Point = Pick<Component, "left" | "right" | "top" | "bottom">;

/**
 * Points that are brighter than all of their dark surroundings, the plainest first; none where there are too few for a sky.
 *
 * @param bright 0 to 1, at the fine size
 */
export function findStars(bright: Float32Array, size: Size): readonly Point[] {
  const { width, height } = size;
  const around = boxMean(bright, size, AROUND);
  const grain = boxMean(
    bright.map((v, i) => Math.abs(v - around[i]!)),
    size,
    GRAIN,
  );
  const found: { at: number; contrast: number }[] = [];
  let rough = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const contrast = bright[at]! - around[at]!;
      if (contrast < LEAST_CONTRAST || contrast < TIMES_GRAIN * grain[at]! || around[at]! > DARK) continue;
      if (!isPeak(bright, at, width)) continue;
      if (grain[at]! > MOST_GRAIN) rough += 1;
      else found.push({ at, contrast });
    }
  }
  // Where most points stand on rough ground, the others do too.
  if (found.length < FEWEST || rough > found.length) return [];
  return found
    .sort((p, q) => q.contrast - p.contrast)
    .slice(0, MOST)
    .map(({ at }) => ({ left: at % width, right: at % width, top: (at / width) | 0, bottom: (at / width) | 0 }));
}

/** No neighbour is brighter; of neighbours that are as bright, the first is the peak. */
function isPeak(bright: Float32Array, at: number, width: number): boolean {
  for (const before of [-width - 1, -width, -width + 1, -1]) if (bright[at + before]! >= bright[at]!) return false;
  for (const after of [1, width - 1, width, width + 1]) if (bright[at + after]! > bright[at]!) return false;
  return true;
}
