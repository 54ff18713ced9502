import { boxMean } from "./box-mean.ts";
import { smoothstep } from "./colour.ts";
import { type Component, connectedComponents } from "./connected-components.ts";
import { applyModels, guideFrom, localModels } from "./guided-filter.ts";
import type { Picture, Scale } from "./picture.ts";

export interface DepthClues {
  readonly sky: Float32Array;
  readonly skyConfidence: number;
  /** At the coarse size, as far as it is trusted. */
  readonly vegetation: Float32Array;
  readonly horizon: number;
  /** Salience, 0 to 1, at the coarse size. */
  readonly salience: Float32Array;
  readonly subjectConfidence: number;
}

/** Nearness of the farthest thing that is not sky. */
const FARTHEST_GROUND = 0.12;
/** Share of the picture up to which a subject outdoors is a figure in front of the land; a larger one is the land itself. */
const LARGEST_FIGURE = 0.15;
/** Share of the width up to which what stands is one thing; a wider one is a ridge or a wood, which goes with the land. */
const WIDEST_THING = 0.7;

/**
 * Nearness at the fine size, 0 (sky) to 1. With a sky: the ground rises in nearness from the horizon to the bottom edge, and
 * whatever stands up has one depth, that of its foot, so that towers do not lean. Without one (close-ups, rooms): the subject
 * is near, all of it alike, so that faces keep their shape.
 */
export function depthOf(picture: Picture, clues: DepthClues): Float32Array {
  const { coarse, fine } = picture;
  const open = smoothstep(0.25, 0.6, clues.skyConfidence);
  const body = boxMean(clues.salience, coarse, 3).map((s) => smoothstep(0.2, 0.6, s));
  const near = closeUpDepth(coarse, body, clues.subjectConfidence);
  const outdoor = open > 0 ? outdoorDepth(coarse, clues, body) : near;
  const mixed = near.map((v, i) => v + open * (outdoor[i]! - v));
  const soft = guideFrom(coarse.planes, 6, 0.06 ** 2);
  const drawn = applyModels(localModels(soft, mixed), fine.planes).data;
  const blur = Math.max(1, Math.round(Math.max(fine.width, fine.height) / 200));
  return boxMean(boxMean(drawn, fine, blur), fine, blur);
}

function closeUpDepth({ width, height }: Scale, body: Float32Array, confidence: number): Float32Array {
  const reach = 0.85 * Math.max(0.4, confidence);
  return body.map((s, i) => {
    const floor = ((i / width) | 0) / height;
    return Math.min(1, 0.15 + reach * s + 0.1 * floor * (1 - s));
  });
}

function outdoorDepth(scale: Scale, clues: DepthClues, body: Float32Array): Float32Array {
  const { width, height } = scale;
  const ramp = Float32Array.from({ length: height }, (_, y) => {
    const below = Math.max(0, y / height - clues.horizon) / Math.max(0.05, 1 - clues.horizon);
    return FARTHEST_GROUND + (1 - FARTHEST_GROUND) * below;
  });
  const { labels, components } = connectedComponents(standing(scale, clues), scale);
  const feet = components.map((c) => ramp[footOf(labels, c, width)]!);
  const isThing = components.map((c) => c.area >= labels.length / 2000 && c.right - c.left < WIDEST_THING * width);
  const isCompact = shareOf(body) < LARGEST_FIGURE && clues.subjectConfidence > 0.4;
  const subjectFoot = isCompact ? ramp[lowestRow(body, scale)]! : 0;
  return clues.sky.map((s, i) => {
    const k = labels[i]! - 1;
    if (k >= 0 && isThing[k] === true) return (1 - s) * feet[k]!;
    return (1 - s) * Math.max(ramp[(i / width) | 0]!, body[i]! > 0.5 ? subjectFoot : 0);
  });
}

function shareOf(mask: Float32Array): number {
  return mask.reduce((sum, v) => sum + v, 0) / mask.length;
}

/** 1 on what reaches above the horizon and is no sky, and on what hangs down from there without a change of tone; a meadow lies. */
function standing({ width, height, lab }: Scale, { sky, vegetation, horizon }: DepthClues): Uint8Array {
  const out = new Uint8Array(sky.length);
  const line = Math.floor(horizon * height);
  for (let i = 0; i < out.length; i++) {
    if (sky[i]! > 0.5) continue;
    if (((i / width) | 0) <= line) out[i] = 1;
    else if (
      vegetation[i]! < 0.5 &&
      out[i - width] === 1 &&
      Math.abs(lab.lightness[i]! - lab.lightness[i - width]!) < 6
    )
      out[i] = 1;
  }
  return out;
}

/** The row below which only a twentieth of the component lies: ragged lower edges do not count. */
function footOf(labels: Int32Array, { label, left, right, top, bottom, area }: Component, width: number): number {
  let below = 0;
  for (let y = bottom; y > top; y--) {
    for (let x = left; x <= right; x++) if (labels[y * width + x] === label) below++;
    if (below > area / 20) return y;
  }
  return top;
}

/** The lowest row in which the subject is at least a fiftieth of the picture wide; the top row when there is none. */
function lowestRow(body: Float32Array, { width, height }: Scale): number {
  for (let y = height - 1; y > 0; y--) {
    let wide = 0;
    for (let x = 0; x < width; x++) if (body[y * width + x]! > 0.5) wide++;
    if (wide >= width / 50) return y;
  }
  return 0;
}
