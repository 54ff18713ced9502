import { type CameraView, look } from "../render/camera-view.ts";
import type { FrameGeometry } from "../render/frame-geometry.ts";
import { type NodeMap, nodeValueAt } from "../render/node-map.ts";

/** Each round brings the depth nearer to the right one by more than half: `calm-depth.ts` sees to that. */
const ROUNDS = 5;
/** A depth that changes by less moves nothing by a twentieth of a px. */
const SETTLED = 1e-3;

/**
 * What the kernel's `lookThrough` finds, in plain words. The depth of what a place of the frame (px) shows: the one at which the view from there meets the picture's depth. Depth is
 * a map of the picture and not of the frame, so a thing keeps its own while the camera moves it, and stays in shape.
 */
export function depthSeen(depth: NodeMap, frame: FrameGeometry, view: CameraView, x: number, y: number): number {
  let seen = nodeValueAt(depth, frame, x - 0.5, y - 0.5);
  if (!view.hasParallax) return seen;
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = seen;
    seen = nodeValueAt(depth, frame, look(x, seen, view.across, view) - 0.5, look(y, seen, view.down, view) - 0.5);
    if (Math.abs(seen - before) < SETTLED) break;
  }
  return seen;
}
