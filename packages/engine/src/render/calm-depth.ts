import type { FloatMap, SceneMaps } from "../scene.ts";
import { blurMap } from "./node-map.ts";

/** Depth is smoothed by this share of the picture's width, so that no camera move tears at its steps. */
const BLUR = 1 / 45;
/** Masts and lattice towers bend where they pass from ground to sky: from this share of the picture on, depth is all but flat. */
const ALL_FLAT_THIN_SHARE = 0.028;
const MOST_FLAT = 0.85;
const MIDDLE = 0.5;

const mean = ({ data }: FloatMap): number => data.reduce((sum, value) => sum + value, 0) / data.length;

/** The scene's depth as a camera may use it: smooth, and the flatter the more thin structures stand against a sky. */
export function calmDepth({ depth, thin, regions, width }: SceneMaps): FloatMap {
  const smooth = blurMap(depth, Math.max(1, Math.round(width * BLUR)));
  const flat = regions.sky.confidence * Math.min(MOST_FLAT, mean(thin) / ALL_FLAT_THIN_SHARE);
  return { ...smooth, data: smooth.data.map((value) => value + (MIDDLE - value) * flat) };
}
