import { boxMean } from "./box-mean.ts";
import { smoothstep } from "./colour.ts";
import { applyModels, guideFrom, localModels } from "./guided-filter.ts";
import type { Picture, Scale } from "./picture.ts";
import { segmentsOf } from "./segments.ts";

export interface DepthClues {
  readonly sky: Float32Array;
  readonly skyConfidence: number;
  readonly horizon: number;
  /** Salience, 0 to 1, at the coarse size. */
  readonly salience: Float32Array;
  readonly subjectConfidence: number;
}

/** Nearness of the farthest thing that is not sky. */
const FARTHEST_GROUND = 0.12;

/**
 * Nearness at the fine size, 0 (sky) to 1. With a sky: the ground rises in nearness from the horizon to the bottom edge, and
 * whatever stands up has one depth, that of its foot, so that towers do not lean. Without one (close-ups, rooms): the salient
 * is near.
 */
export function depthOf(picture: Picture, clues: DepthClues): Float32Array {
  const { coarse } = picture;
  const open = smoothstep(0.25, 0.6, clues.skyConfidence);
  const outdoor = open > 0 ? outdoorDepth(coarse, clues) : undefined;
  const near = clues.salience.map((s, i) => {
    const floor = ((i / coarse.width) | 0) / coarse.height;
    return Math.min(1, 0.15 + (0.2 + 0.65 * Math.max(0.4, clues.subjectConfidence)) * s + 0.15 * floor);
  });
  const mixed = outdoor === undefined ? near : near.map((v, i) => v + open * (outdoor[i]! - v));
  const blurred = boxMean(mixed, coarse, 2);
  const soft = guideFrom(coarse.planes, 8, 0.04 ** 2);
  return applyModels(localModels(soft, blurred), picture.fine.planes).data;
}

function outdoorDepth(scale: Scale, clues: DepthClues): Float32Array {
  const { width, height } = scale;
  const segments = segmentsOf(scale.lab, {
    scale: 260,
    leastPixels: Math.max(4, Math.round(scale.lab.lightness.length / 600)),
  });
  const top = new Float32Array(segments.count).fill(1);
  const bottom = new Float32Array(segments.count);
  for (let i = 0; i < segments.of.length; i++) {
    if (clues.sky[i]! > 0.5) continue;
    const s = segments.of[i]!;
    const y = ((i / width) | 0) / height;
    if (y < top[s]!) top[s] = y;
    if (y > bottom[s]!) bottom[s] = y;
  }
  const nearness = (y: number): number => {
    const below = Math.max(0, y - clues.horizon) / Math.max(0.05, 1 - clues.horizon);
    return FARTHEST_GROUND + (1 - FARTHEST_GROUND) * below ** 0.8;
  };
  return clues.sky.map((s, i) => {
    const k = segments.of[i]!;
    const y = ((i / width) | 0) / height;
    const upright = smoothstep(0.02, 0.08, clues.horizon - top[k]!);
    const standing = upright * nearness(bottom[k]!) + (1 - upright) * nearness(y);
    return (1 - s) * standing;
  });
}
