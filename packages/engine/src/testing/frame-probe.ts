import type { I420Frame } from "@kinora/media";
import { renderFrames, type RenderInput } from "../render/render-frames.ts";

/** All frames of a clip, copied out of the renderer's memory. */
export async function framesOf(input: RenderInput): Promise<readonly I420Frame[]> {
  const frames: I420Frame[] = [];
  for await (const frame of renderFrames(input)) frames.push({ ...frame, data: frame.data.slice() });
  return frames;
}

/** A part of a frame, 0 to 1. */
export interface Window {
  readonly x: readonly [from: number, to: number];
  readonly y: readonly [from: number, to: number];
}

const lumaAt = ({ width, height, data }: I420Frame, x: number, y: number): number => {
  const u = Math.min(Math.max(x, 0), width - 1.001);
  const v = Math.min(Math.max(y, 0), height - 1.001);
  const at = Math.floor(v) * width + Math.floor(u);
  const [fx, fy] = [u - Math.floor(u), v - Math.floor(v)];
  const upper = data[at]! + (data[at + 1]! - data[at]!) * fx;
  const lower = data[at + width]! + (data[at + width + 1]! - data[at + width]!) * fx;
  return upper + (lower - upper) * fy;
};

function* placesIn({ width, height }: I420Frame, { x, y }: Window): Generator<readonly [x: number, y: number]> {
  for (let row = Math.ceil(y[0] * height); row < y[1] * height; row += 1) {
    for (let column = Math.ceil(x[0] * width); column < x[1] * width; column += 1) yield [column, row];
  }
}

/** Mean absolute difference of luma, in levels, between a window of one frame and the other frame, shifted. */
function misfit(
  frames: readonly [I420Frame, I420Frame],
  window: Window,
  shift: readonly [x: number, y: number],
): number {
  let [sum, count] = [0, 0];
  for (const [x, y] of placesIn(frames[0], window)) {
    sum += Math.abs(lumaAt(frames[1], x + shift[0], y + shift[1]) - frames[0].data[y * frames[0].width + x]!);
    count += 1;
  }
  return sum / count;
}

/** How far the content of a window goes from one frame to the next, in px: the shift at which they fit best. */
export function shiftOf(
  frames: readonly [I420Frame, I420Frame],
  window: Window,
  most: number,
): readonly [number, number] {
  let best = { shift: [0, 0] as readonly [number, number], error: Infinity };
  const look = (x: number, y: number): void => {
    const error = misfit(frames, window, [x, y]);
    if (error < best.error) best = { shift: [x, y], error };
  };
  for (let y = -most; y <= most; y += 1) for (let x = -most; x <= most; x += 1) look(x, y);
  const [x0, y0] = best.shift;
  for (let y = -4; y <= 4; y += 1) for (let x = -4; x <= 4; x += 1) look(x0 + x / 5, y0 + y / 5);
  return best.shift;
}

/** The greatest difference of luma anywhere in a window, in levels. */
export function mostChange([a, b]: readonly [I420Frame, I420Frame], window: Window): number {
  let most = 0;
  for (const [x, y] of placesIn(a, window)) {
    most = Math.max(most, Math.abs(a.data[y * a.width + x]! - b.data[y * b.width + x]!));
  }
  return most;
}

/** Sharpness of a window: the mean square of the Laplacian of luma. */
export function sharpnessIn(frame: I420Frame, window: Window): number {
  const { width, data } = frame;
  let [sum, count] = [0, 0];
  for (const [x, y] of placesIn(frame, window)) {
    const at = y * width + x;
    const value = 4 * data[at]! - data[at - 1]! - data[at + 1]! - data[at - width]! - data[at + width]!;
    sum += value * value;
    count += 1;
  }
  return sum / count;
}
