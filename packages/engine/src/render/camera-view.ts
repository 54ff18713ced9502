import type { CameraPose } from "./camera.ts";
import type { FrameGeometry } from "./frame-geometry.ts";
import { type NodeMap, nodeValueAt } from "./node-map.ts";

/** One axis of a camera's view, in px of the frame: the place that magnification leaves alone, and how far the view is shifted. */
export interface ViewAxis {
  readonly focus: number;
  readonly shiftFar: number;
  /** What is near is shifted by so much more than what is far. */
  readonly shiftMore: number;
}

/** A camera at one moment, for one frame size. */
export interface CameraView {
  readonly zoomFar: number;
  /** What is near is magnified by so much more than what is far. */
  readonly zoomMore: number;
  readonly across: ViewAxis;
  readonly down: ViewAxis;
  /** Near and far things do not move alike. */
  readonly hasParallax: boolean;
}

const axis = (length: number, focus: number, far: number, near: number): ViewAxis => ({
  focus: focus * length,
  shiftFar: far * length,
  shiftMore: (near - far) * length,
});

export function cameraView(pose: CameraPose, { width, height }: Pick<FrameGeometry, "width" | "height">): CameraView {
  const across = axis(width, pose.focusX, pose.shiftXFar, pose.shiftXNear);
  const down = axis(height, pose.focusY, pose.shiftYFar, pose.shiftYNear);
  const zoomMore = pose.zoomNear - pose.zoomFar;
  const hasParallax = zoomMore !== 0 || across.shiftMore !== 0 || down.shiftMore !== 0;
  return { zoomFar: pose.zoomFar, zoomMore, across, down, hasParallax };
}

/** Where a place of the frame looks into the picture, along one axis, in px, for something at a depth. */
export function look(at: number, depth: number, { focus, shiftFar, shiftMore }: ViewAxis, view: CameraView): number {
  return focus + (at - focus) / (view.zoomFar + view.zoomMore * depth) + shiftFar + shiftMore * depth;
}

/** Each round brings the depth nearer to the right one by more than half: `calm-depth.ts` sees to that. */
const ROUNDS = 5;
/** A depth that changes by less moves nothing by a twentieth of a px. */
const SETTLED = 1e-3;

/**
 * The depth of what a place of the frame (px) shows: the one at which the view from there meets the picture's depth. Depth is
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
