import { boxMean } from "./box-mean.ts";
import { cheapestPaths } from "./cheapest-path.ts";
import { likelihoodFromColours } from "./colour-histogram.ts";
import { smoothstep } from "./colour.ts";
import { colourEdges, greatestPerCell, type Picture, type Scale } from "./picture.ts";
import type { Waterline } from "./waterline.ts";

/** First only what is plainly one surface with the far shore; then, with its colours known, across ripples and glints too. */
const STRICT = [0.5, 1.4] as const;
const LENIENT = [1.2, 3] as const;
/** Rows below the far shore where the water begins, as a share of the height: the shore's own reflection lies above. */
const BELOW_SHORE = 0.012;
/** The colour difference (ΔE) between a ripple's light and dark side: no edge stops the water that is not above it. */
const RIPPLE = 3;
/** How much warmer (b of Lab) than the water below the far shore a place is that begins to be land, and that is. */
const WARMER = [6, 16] as const;
/** Columns that a shore is thought to go on beside where it is seen, as a share of the width. */
const SHORE_GAP = 0.05;

/**
 * Water that comes from a far shore towards the viewer: what can be reached from below the waterline without crossing an
 * edge, rough ground or the colours of earth. Boats, stones and the near shore stop it; ripples, which only change down the
 * picture, do not.
 *
 * @param flat per coarse pixel, 1 where the picture is smooth or changes mostly down it
 * @param night 0 to 1: by night water has the colours of lamps too
 * @returns 0 to 1 at the coarse size
 */
export function growWater(
  picture: Picture,
  line: Waterline,
  { flat, night }: { readonly flat: Float32Array; readonly night: number },
): Float32Array {
  const { coarse, fine } = picture;
  const { width, height } = coarse;
  const starts = startsBelow(coarse, line);
  const earth = earthiness(coarse, starts);
  const day = smoothstep(0.6, 0.2, night);
  const wet = flat.map((v, i) => v * (1 - day * earth[i]!));
  const across = greatestPerCell(edgesAcross(fine), fine, coarse);
  const edges = greatestPerCell(colourEdges(fine), fine, coarse).map((e, i) => Math.max(across[i]!, e - RIPPLE));
  const top = line.row + 0.004;
  const below = (i: number): boolean => ((i / width) | 0) / height > top;
  const reach = (likely: Float32Array, barrier: Float32Array, [sure, end]: readonly [number, number]): Float32Array => {
    const toll = likely.map((p, i) =>
      below(i) ? 0.002 + 0.7 * Math.max(0, 1 - p / 0.8) ** 2 + Math.min(1.5, 0.5 * (barrier[i]! / 14) ** 2) : end,
    );
    const cost = cheapestPaths({ width, height, toll, starts, limit: end });
    return likely.map((p, i) => smoothstep(end, sure, cost[i]!) * smoothstep(0.2, 0.5, p));
  };
  const joined = reach(wet, edges, STRICT);
  const outside = joined.map((v, i) => (below(i) ? 1 - v : 0));
  const learned = likelihoodFromColours(coarse.planes, joined, outside);
  const likely = wet.map((v, i) => v * Math.max(joined[i]!, smoothstep(0.3, 0.7, learned[i]!)));
  const grown = reach(likely, across, LENIENT);
  return boxMean(grown, coarse, 2).map((v) => smoothstep(0.35, 0.75, v));
}

/**
 * 0 to 1: how much a place has the warm colour of sand, soil and rock, where the water has not. Water takes the sky's colours,
 * the cooler the nearer to the viewer: a near shore is warmer than it, however level and weak its edge.
 */
function earthiness({ width, height, lab }: Scale, water: readonly number[]): Float32Array {
  const warmth = boxMean(lab.b, { width, height }, 3);
  const cool = water.reduce((sum, i) => sum + warmth[i]!, 0) / Math.max(1, water.length);
  return warmth.map((b) => smoothstep(WARMER[0], WARMER[1], b - cool) * smoothstep(0, 6, b));
}

/** The colour difference from each pixel to its right neighbour. */
function edgesAcross({ width, height, lab }: Scale): Float32Array {
  const { lightness, a, b } = lab;
  const out = new Float32Array(width * height);
  for (let i = 0; i < out.length; i++) {
    if (i % width === width - 1) continue;
    out[i] = Math.hypot(lightness[i + 1]! - lightness[i]!, a[i + 1]! - a[i]!, b[i + 1]! - b[i]!);
  }
  return out;
}

/** Pixels just below the line, in the columns where the line is seen or close to such. */
function startsBelow({ width, height, lab }: Scale, { row }: Waterline): number[] {
  const y = Math.min(height - 1, Math.ceil((row + BELOW_SHORE) * height) + 1);
  const steps = Float32Array.from({ length: width }, (_, x) => levelStep({ width, height, lab }, x, y));
  const sign = Math.sign(steps.reduce((sum, step) => sum + Math.sign(step), 0));
  const seen = steps.map((step) => (step * sign > 2.5 ? 1 : 0));
  const near = boxMean(seen, { width, height: 1 }, Math.max(1, Math.round(SHORE_GAP * width)));
  return Array.from({ length: width }, (_, x) => x)
    .filter((x) => near[x]! > 0.5)
    .map((x) => y * width + x);
}

/** The greatest change of lightness on the few rows above a place, where it is greater than any across it. */
function levelStep({ width, lab }: Pick<Scale, "width" | "height" | "lab">, x: number, y: number): number {
  const { lightness } = lab;
  let strongest = 0;
  for (let row = Math.max(1, y - 7); row <= y; row++) {
    const i = row * width + x;
    const step = lightness[i]! - lightness[i - width]!;
    const across = x > 0 && x < width - 1 ? Math.abs(lightness[i + 1]! - lightness[i - 1]!) : 0;
    if (Math.abs(step) > across && Math.abs(step) > Math.abs(strongest)) strongest = step;
  }
  return strongest;
}
