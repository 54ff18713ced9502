/** Steady drift that sticks and jumps: the spread of its speed from frame to frame, at the clip's own rate and size. */
import { opticalFlow } from "./flow.ts";
import type { OpenCv } from "./opencv.ts";
import { type Box, crop, type Flow, pixelBox, type PixelBox, type Plane } from "./plane.ts";
import { mean, median } from "./track.ts";

/** Room around a box for what comes in from outside it. */
const MARGIN_PX = 24;

type Vector = readonly [x: number, y: number];

export interface Steadiness {
  /** J: standard deviation over mean of the speed along the mean direction. */
  readonly judder: number;
  /** How far the first step differs from the median step, px of the clip. */
  readonly startJumpPx: number;
}

/** Each box has a speed of its own (what is near the horizon is slower); the worst of each figure is returned. */
export function steadiness(cv: OpenCv, frames: readonly Plane[], boxes: readonly Box[]): Steadiness {
  const steps = boxes.map((box) => stepsIn(cv, frames, box));
  return {
    judder: Math.max(...steps.map(judderOf)),
    startJumpPx: Math.max(...steps.map(startJump)),
  };
}

function stepsIn(cv: OpenCv, frames: readonly Plane[], box: Box): Vector[] {
  const { width, height } = frames[0]!;
  const core = pixelBox(box, { width, height });
  const around: PixelBox = {
    left: Math.max(0, core.left - MARGIN_PX),
    top: Math.max(0, core.top - MARGIN_PX),
    right: Math.min(width, core.right + MARGIN_PX),
    bottom: Math.min(height, core.bottom + MARGIN_PX),
  };
  const inner: PixelBox = {
    left: core.left - around.left,
    top: core.top - around.top,
    right: core.right - around.left,
    bottom: core.bottom - around.top,
  };
  const cuts = frames.map((frame) => crop(frame, around));
  return cuts.slice(1).map((cut, index) => texturedMotion(cuts[index]!, opticalFlow(cv, cuts[index]!, cut), inner));
}

/** Mean motion weighted by squared gradient: where there is nothing to see, flow says zero, which is not a speed. */
function texturedMotion({ width, height, data }: Plane, flow: Flow, { left, top, right, bottom }: PixelBox): Vector {
  let [x, y, weights] = [0, 0, 0];
  for (let row = Math.max(1, top); row < Math.min(height - 1, bottom); row += 1) {
    for (let column = Math.max(1, left); column < Math.min(width - 1, right); column += 1) {
      const at = row * width + column;
      const weight = (data[at + 1]! - data[at - 1]!) ** 2 + (data[at + width]! - data[at - width]!) ** 2;
      x += weight * flow.data[2 * at]!;
      y += weight * flow.data[2 * at + 1]!;
      weights += weight;
    }
  }
  return weights === 0 ? [0, 0] : [x / weights, y / weights];
}

/** Of one motion: standard deviation over mean of its component along its mean. */
export function judderOf(steps: readonly Vector[]): number {
  const [x, y] = [mean(steps.map((step) => step[0])), mean(steps.map((step) => step[1]))];
  const speed = Math.hypot(x, y);
  const along = steps.map((step) => (step[0] * x + step[1] * y) / speed);
  return Math.sqrt(mean(along.map((value) => (value - speed) ** 2))) / speed;
}

export function startJump(steps: readonly Vector[]): number {
  const [x, y] = [median(steps.map((step) => step[0])), median(steps.map((step) => step[1]))];
  return Math.hypot(steps[0]![0] - x, steps[0]![1] - y);
}
