/** What the flow between frames explains of the frames themselves: warp error, and VBench's motion smoothness with flow for AMT. */
import { sampleAt } from "./flow.ts";
import type { Flow, Plane } from "./plane.ts";

/** E_w: mean |f(t) − f(t+1) taken back along the flow|, in levels, over pixels whose motion stays inside the picture. */
export function warpError(before: Plane, after: Plane, flow: Flow): number {
  const { width } = before;
  let [sum, count] = [0, 0];
  for (let at = 0; at < before.data.length; at += 1) {
    const value = sampleAt(after, (at % width) + flow.data[2 * at]!, Math.floor(at / width) + flow.data[2 * at + 1]!);
    if (value === undefined) continue;
    sum += Math.abs(before.data[at]! - value);
    count += 1;
  }
  return sum / count;
}

/** M of one frame: 1 − mean |f − what its neighbours' flow puts there| / 255. `flow` is from `before` to `after`, two steps. */
export function interpolationMatch(middle: Plane, [before, after]: readonly [Plane, Plane], flow: Flow): number {
  const { width } = middle;
  let [sum, count] = [0, 0];
  for (let at = 0; at < middle.data.length; at += 1) {
    const [dx, dy] = [flow.data[2 * at]! / 2, flow.data[2 * at + 1]! / 2];
    const [x, y] = [at % width, Math.floor(at / width)];
    const past = sampleAt(before, x - dx, y - dy);
    const future = sampleAt(after, x + dx, y + dy);
    if (past === undefined || future === undefined) continue;
    sum += Math.abs(middle.data[at]! - (past + future) / 2);
    count += 1;
  }
  return 1 - sum / count / 255;
}
