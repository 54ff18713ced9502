import type { FloatMap, SceneMaps } from "../scene.ts";
import { type CameraPath, cameraPose } from "./camera.ts";
import { mapAt, sizeWithin } from "./map-size.ts";
import { blurMap } from "./node-map.ts";

/** Longest side of the map: nodes of a camera's view are no closer than this shows. */
const SIDE_PX = 320;
/** A thing's depth reaches over its outline by two pixels of the map, softened by the second number. */
const OUTLINE_PX = 3;
const SOFT_PX = 1;
/** No camera may squeeze or stretch the picture by more than this share, at any moment. */
const MOST_STRAIN = 0.38;
/** A vertigo needs at least this much depth between what stays and what grows; with less it becomes a zoom. */
const LEAST_SPAN = 0.3;
/** What is so far on the way from the background to the focus stands with it: a head with its body. */
const WITH_FOCUS = 0.7;
/** What counts as the background of a vertigo: this share of the picture is farther. */
const BACKGROUND = 0.1;
const DIAGONAL = Math.SQRT2;

/**
 * The scene's depth as a camera may use it. Things keep their depth to the outline, so that they stay in shape, and beyond it
 * depth falls only so fast that the move neither tears nor folds the picture (the Lipschitz envelope from above): what is
 * behind stretches, and the more the camera moves, the wider.
 */
export function calmDepth(scene: SceneMaps, path: CameraPath): FloatMap {
  const small = sizeWithin(scene, SIDE_PX);
  const depth = mapAt(withMasts(scene), small);
  const measured = path.camera.type === "vertigo" ? fromFocus(depth, path) : depth;
  const poses = [0, 0.5, 1].map((share) => cameraPose(path, { seconds: share * path.duration_seconds, share }));
  const slopes = steepest(poses, small);
  if (slopes === undefined) return measured;
  const grown = envelope(grow(measured, OUTLINE_PX), slopes);
  return blurMap(grown, SOFT_PX);
}

/** Depth with masts, spires and branches as near as what they stand on: they lean with it, not with the sky. */
function withMasts({ depth, thin }: SceneMaps): FloatMap {
  const { width, height } = depth;
  const data = depth.data.slice();
  for (let y = height - 2; y >= 0; y -= 1) {
    for (let x = 0; x < width; x += 1) {
      const at = y * width + x;
      if (thin.data[at]! <= 0.5) continue;
      const below = at + width;
      const left = x > 0 ? data[below - 1]! : 0;
      const right = x < width - 1 ? data[below + 1]! : 0;
      data[at] = Math.max(data[at]!, left, data[below]!, right);
    }
  }
  return { width, height, data };
}

/** Depth from the background (0) to what stands with the focus (1), and everything nearer. */
function fromFocus(depth: FloatMap, { focusDepth }: CameraPath): FloatMap {
  const sorted = depth.data.toSorted();
  const far = sorted[Math.floor(BACKGROUND * sorted.length)]!;
  const span = WITH_FOCUS * Math.max(LEAST_SPAN, focusDepth - far);
  return { ...depth, data: depth.data.map((value) => Math.min(1, Math.max(0, (value - far) / span))) };
}

interface Slopes {
  /** Per column and per row, how far a step of 1 in depth moves the picture there, in px of the map. */
  readonly across: Float32Array;
  readonly down: Float32Array;
}

/** The parallax of a camera's poses over the map; undefined when there is none. */
function steepest(
  poses: readonly ReturnType<typeof cameraPose>[],
  { width, height }: { width: number; height: number },
): Slopes | undefined {
  const along = (length: number, of: (pose: (typeof poses)[number]) => readonly [number, number, number]) =>
    Float32Array.from({ length }, (_, index) =>
      Math.max(
        ...poses.map((pose) => {
          const [far, near, focus] = of(pose);
          const away = Math.abs((index + 0.5) / length - focus) + Math.max(Math.abs(far), Math.abs(near));
          const growth = Math.abs(pose.zoomNear - pose.zoomFar) / Math.min(pose.zoomNear, pose.zoomFar);
          return length * (away * growth + Math.abs(near - far));
        }),
      ),
    );
  const across = along(width, (pose) => [pose.shiftXFar, pose.shiftXNear, pose.focusX]);
  const down = along(height, (pose) => [pose.shiftYFar, pose.shiftYNear, pose.focusY]);
  const any = across.some((value) => value > 0) || down.some((value) => value > 0);
  return any ? { across, down } : undefined;
}

/** The greatest value within `reach` pixels, both ways. */
function grow({ width, height, data }: FloatMap, reach: number): FloatMap {
  const across = new Float32Array(data.length);
  const out = new Float32Array(data.length);
  for (let at = 0; at < data.length; at += 1) {
    const x = at % width;
    let most = data[at]!;
    for (let step = Math.max(-x, -reach); step <= Math.min(reach, width - 1 - x); step += 1) {
      most = Math.max(most, data[at + step]!);
    }
    across[at] = most;
  }
  for (let at = 0; at < data.length; at += 1) {
    const y = Math.floor(at / width);
    let most = across[at]!;
    for (let step = Math.max(-y, -reach); step <= Math.min(reach, height - 1 - y); step += 1) {
      most = Math.max(most, across[at + step * width]!);
    }
    out[at] = most;
  }
  return { width, height, data: out };
}

/** The lowest map over this one that falls no faster than the slopes allow: two sweeps over the eight neighbours. */
function envelope({ width, height, data }: FloatMap, { across, down }: Slopes): FloatMap {
  const out = data.slice();
  const sweep = (from: number, to: number, step: 1 | -1): void => {
    for (let at = from; at !== to; at += step) {
      const x = at % width;
      const y = Math.floor(at / width);
      const fall = MOST_STRAIN / Math.max(1e-6, Math.hypot(across[x]!, down[y]!));
      const behind = at - step * width;
      let value = out[at]!;
      const back = x - step;
      const ahead = x + step;
      const isBack = back >= 0 && back < width;
      if (isBack) value = Math.max(value, out[at - step]! - fall);
      if (behind >= 0 && behind < out.length) {
        value = Math.max(value, out[behind]! - fall);
        if (isBack) value = Math.max(value, out[behind - step]! - DIAGONAL * fall);
        if (ahead >= 0 && ahead < width) value = Math.max(value, out[behind + step]! - DIAGONAL * fall);
      }
      out[at] = value;
    }
  };
  sweep(0, out.length, 1);
  sweep(out.length - 1, -1, -1);
  return { width, height, data: out };
}
