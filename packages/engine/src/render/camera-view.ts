import type { CameraPose } from "./camera.ts";
import type { FrameGeometry } from "./frame-geometry.ts";

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
