/** Where points of the first frame are later: the flow between the frames, followed step by step. */
import type { Flow } from "./plane.ts";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The places of a point, one per frame, as long as it stays inside the picture. */
export type Track = readonly Point[];

function flowAt({ width, height, data }: Flow, { x, y }: Point): Point | undefined {
  const left = Math.floor(x);
  const top = Math.floor(y);
  if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) return undefined;
  const [across, down] = [x - left, y - top];
  const mix = (axis: 0 | 1): number => {
    const at = 2 * (top * width + left) + axis;
    const above = data[at]! * (1 - across) + data[at + 2]! * across;
    const below = data[at + 2 * width]! * (1 - across) + data[at + 2 * width + 2]! * across;
    return above * (1 - down) + below * down;
  };
  return { x: mix(0), y: mix(1) };
}

export function follow(start: Point, flows: readonly Flow[]): Track {
  const track = [start];
  let here = start;
  for (const flow of flows) {
    const step = flowAt(flow, here);
    if (step === undefined) break;
    here = { x: here.x + step.x, y: here.y + step.y };
    track.push(here);
  }
  return track;
}

/** Of the points that stay inside to the end: where each began and how far it went. */
export interface Displacement {
  readonly from: Point;
  readonly by: Point;
}

export function displacements(starts: readonly Point[], flows: readonly Flow[]): Displacement[] {
  return starts
    .map((from) => ({ from, track: follow(from, flows) }))
    .filter(({ track }) => track.length === flows.length + 1)
    .map(({ from, track }) => {
      const end = track[track.length - 1]!;
      return { from, by: { x: end.x - from.x, y: end.y - from.y } };
    });
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/** An affine motion: displacement = (a·x + b·y + c, d·x + e·y + f). */
export interface Affine {
  readonly a: number;
  readonly b: number;
  readonly c: number;
  readonly d: number;
  readonly e: number;
  readonly f: number;
}

/** The affine motion nearest to the displacements in the sense of least squares. Needs three points that are not in line. */
export function fitAffine(all: readonly Displacement[]): Affine {
  const [mx, my] = [mean(all.map(({ from }) => from.x)), mean(all.map(({ from }) => from.y))];
  let [xx, xy, yy] = [0, 0, 0];
  for (const { from } of all) {
    xx += (from.x - mx) ** 2;
    xy += (from.x - mx) * (from.y - my);
    yy += (from.y - my) ** 2;
  }
  const scale = xx * yy - xy * xy;
  const along = (axis: "x" | "y"): readonly [number, number, number] => {
    const level = mean(all.map(({ by }) => by[axis]));
    let [px, py] = [0, 0];
    for (const { from, by } of all) {
      px += (from.x - mx) * (by[axis] - level);
      py += (from.y - my) * (by[axis] - level);
    }
    const p = (px * yy - py * xy) / scale;
    const q = (py * xx - px * xy) / scale;
    return [p, q, level - p * mx - q * my];
  };
  const [a, b, c] = along("x");
  const [d, e, f] = along("y");
  return { a, b, c, d, e, f };
}

/** Root mean square of what an affine motion leaves unexplained, px. */
export function affineResidual(all: readonly Displacement[]): number {
  const { a, b, c, d, e, f } = fitAffine(all);
  const squares = all.map(
    ({ from, by }) => (by.x - a * from.x - b * from.y - c) ** 2 + (by.y - d * from.x - e * from.y - f) ** 2,
  );
  return Math.sqrt(mean(squares));
}

/** Points every `step` px inside a box of pixels. */
export function gridIn(
  { left, top, right, bottom }: { left: number; top: number; right: number; bottom: number },
  step: number,
): Point[] {
  const points: Point[] = [];
  for (let y = top; y < bottom; y += step) for (let x = left; x < right; x += step) points.push({ x, y });
  return points;
}
