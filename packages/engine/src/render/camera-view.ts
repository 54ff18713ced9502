import type { CameraPose } from "./camera.ts";
import type { FrameGeometry } from "./frame-geometry.ts";
import { type NodeMap, nodeValueAt } from "./node-map.ts";

/** One axis of a camera: how far its view is shifted for what is far and near, and the place that magnification leaves alone. */
export type ViewAxis = readonly [far: number, near: number, focus: number];

export const acrossOf = (pose: CameraPose): ViewAxis => [pose.shiftXFar, pose.shiftXNear, pose.focusX];
export const downOf = (pose: CameraPose): ViewAxis => [pose.shiftYFar, pose.shiftYNear, pose.focusY];

/** Where a place of the frame looks into the picture, along one axis `length` px long, for something at a depth. */
export function look(at: number, depth: number, length: number, axis: ViewAxis, pose: CameraPose): number {
  const [far, near, focus] = axis;
  const zoom = pose.zoomFar + (pose.zoomNear - pose.zoomFar) * depth;
  return focus * length + (at - focus * length) / zoom + (far + (near - far) * depth) * length;
}

/** Each round brings the depth nearer to the right one by more than half: `calm-depth.ts` sees to that. */
const ROUNDS = 4;

/**
 * The depth of what a place of the frame (px) shows: the one at which the view from there meets the picture's depth. Depth is
 * a map of the picture and not of the frame, so a thing keeps its own while the camera moves it, and stays in shape.
 */
export function depthSeen(
  depth: NodeMap,
  frame: FrameGeometry,
  { pose, across, down }: { pose: CameraPose; across: ViewAxis; down: ViewAxis },
  [x, y]: readonly [number, number],
): number {
  let seen = nodeValueAt(depth, frame, x - 0.5, y - 0.5);
  if (pose.zoomFar === pose.zoomNear && across[0] === across[1] && down[0] === down[1]) return seen;
  for (let round = 0; round < ROUNDS; round += 1) {
    const viewX = look(x, seen, frame.width, across, pose);
    const viewY = look(y, seen, frame.height, down, pose);
    seen = nodeValueAt(depth, frame, viewX - 0.5, viewY - 0.5);
  }
  return seen;
}
