import type { Size } from "./resize.ts";

/** Grey erosion by a (2r+1)-square: each pixel becomes the least of its neighbourhood. */
export function erode(data: Float32Array, size: Size, radius: number): Float32Array {
  return extreme(data, size, radius, Math.min);
}

/** Grey dilation by a (2r+1)-square: each pixel becomes the greatest of its neighbourhood. */
export function dilate(data: Float32Array, size: Size, radius: number): Float32Array {
  return extreme(data, size, radius, Math.max);
}

/** What is darker and narrower than the square: closing minus picture, never negative. */
export function blackHat(data: Float32Array, size: Size, radius: number): Float32Array {
  const closed = erode(dilate(data, size, radius), size, radius);
  for (let i = 0; i < closed.length; i++) closed[i]! -= data[i]!;
  return closed;
}

/** What is brighter and narrower than the square: picture minus opening, never negative. */
export function topHat(data: Float32Array, size: Size, radius: number): Float32Array {
  const opened = dilate(erode(data, size, radius), size, radius);
  for (let i = 0; i < opened.length; i++) opened[i] = data[i]! - opened[i]!;
  return opened;
}

type Pick = (a: number, b: number) => number;

/** van Herk and Gil-Werman: running extremes from both ends of blocks as long as the window, so any radius costs the same. */
function extreme(data: Float32Array, { width, height }: Size, radius: number, pick: Pick): Float32Array {
  const across = new Float32Array(data.length);
  const scratch = lineScratch(Math.max(width, height), radius);
  for (let y = 0; y < height; y++)
    extremeLine(data, across, { start: y * width, step: 1, count: width }, { radius, pick, ...scratch });
  const out = new Float32Array(data.length);
  for (let x = 0; x < width; x++)
    extremeLine(across, out, { start: x, step: width, count: height }, { radius, pick, ...scratch });
  return out;
}

interface Scratch {
  readonly ahead: Float32Array;
  readonly behind: Float32Array;
}

const lineScratch = (longest: number, radius: number): Scratch => ({
  ahead: new Float32Array(longest + 2 * radius),
  behind: new Float32Array(longest + 2 * radius),
});

interface Line {
  readonly start: number;
  readonly step: number;
  readonly count: number;
}

function extremeLine(
  data: Float32Array,
  out: Float32Array,
  line: Line,
  work: Scratch & { radius: number; pick: Pick },
): void {
  const { start, step, count } = line;
  const { ahead, behind, radius, pick } = work;
  const window = 2 * radius + 1;
  const padded = count + 2 * radius;
  const at = (i: number): number => data[start + Math.min(count - 1, Math.max(0, i - radius)) * step]!;
  for (let i = 0; i < padded; i++) ahead[i] = i % window === 0 ? at(i) : pick(ahead[i - 1]!, at(i));
  for (let i = padded - 1; i >= 0; i--) {
    behind[i] = i === padded - 1 || (i + 1) % window === 0 ? at(i) : pick(behind[i + 1]!, at(i));
  }
  for (let i = 0; i < count; i++) out[start + i * step] = pick(behind[i]!, ahead[i + window - 1]!);
}
