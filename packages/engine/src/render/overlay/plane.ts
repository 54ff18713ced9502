import type { FloatMap, SceneMaps } from "../../scene.ts";
import { CELL_PX, type FrameGeometry } from "../frame-geometry.ts";
import { mapAt } from "../map-size.ts";
import { quantile } from "./colours.ts";

/** The level of the nearest thing of a scene, and of what never shows anything behind or before it. */
export const NEAREST_LEVEL = 200;
const COVERED = 255;
/** Over this many levels a small thing vanishes behind another; the kernel's `SOFT` is the same. */
export const OCCLUSION_SOFT = 40;
/** A scene with less depth than this is flat: nothing in it hides what falls. */
const FLATTEST = 0.25;
/** How sure the sky or the subject must be for the depth between them to hide anything, and to hide all that it can. */
const DOUBTED = 0.3;
const TRUSTED = 0.9;

/** How much a scene's depth is to be believed, 0 to 1. */
function trustOf({ regions }: SceneMaps): number {
  const surest = Math.max(regions.sky.confidence, regions.subject.confidence);
  return Math.min(1, Math.max(0, (surest - DOUBTED) / (TRUSTED - DOUBTED)));
}

/** Levels at the frame's size, its cells filled up. */
function plane(frame: FrameGeometry, levels: FloatMap): Uint8Array {
  const { width, height } = levels;
  const wide = frame.columns * CELL_PX;
  const out = new Uint8Array(wide * frame.rows * CELL_PX);
  for (let y = 0; y < frame.rows * CELL_PX; y += 1) {
    const from = Math.min(y, height - 1) * width;
    for (let x = 0; x < wide; x += 1) out[y * wide + x] = levels.data[from + Math.min(x, width - 1)]! + 0.5;
  }
  return out;
}

/** What is in front: 0 far to 200 near, as the scene has it; up to 255 outside of where the overlay may be seen. */
export function depthPlane(scene: SceneMaps, frame: FrameGeometry, where: FloatMap | undefined): Uint8Array {
  const far = quantile(scene.depth, 0.03);
  const deepest = NEAREST_LEVEL * trustOf(scene);
  const range = Math.max(FLATTEST, quantile(scene.depth, 0.97) - far);
  const depth = mapAt(scene.depth, frame);
  const allowed = where === undefined ? undefined : mapAt(where, frame).data;
  depth.data.forEach((value, at) => {
    const level = Math.min(1, Math.max(0, (value - far) / range)) * deepest;
    depth.data[at] = allowed === undefined ? level : level + (COVERED - level) * (1 - allowed[at]!);
  });
  return plane(frame, depth);
}

/** How much of an overlay is seen, 0 to 1, as a plane that `WEIGHT_ENDS` reads back. */
export function weightPlane(frame: FrameGeometry, weight: FloatMap): Uint8Array {
  const levels = mapAt(weight, frame);
  levels.data.forEach((value, at) => {
    levels.data[at] = COVERED * (1 - Math.min(1, Math.max(0, value)));
  });
  return plane(frame, levels);
}

export const WEIGHT_ENDS = [[COVERED, COVERED]] as const;

/** What is farthest is still seen before this share of a scene's depth: a mountain is a long way behind the farthest flake. */
const NEVER_HIDDEN = 0.35;

/** The level from which a thing is hidden that is at a share of the way from far (0) to near (1). */
export const endLevel = (nearness: number): number =>
  OCCLUSION_SOFT + (NEVER_HIDDEN + (1 - NEVER_HIDDEN) * nearness ** 0.6) * NEAREST_LEVEL;

/** What is made when it is asked for first, and kept: two overlays may share a plane. */
export function once<Made>(make: () => Made): () => Made {
  let made: Made | undefined;
  return () => (made ??= make());
}
