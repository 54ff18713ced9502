import type { Size } from "./resize.ts";

/** Grey erosion by a (2r+1)-square: each pixel becomes the least of its neighbourhood. */
export function erode(data: Float32Array, size: Size, radius: number): Float32Array {
  return negated(dilate(negated(data), size, radius));
}

/** Grey dilation by a (2r+1)-square: each pixel becomes the greatest of its neighbourhood. */
export function dilate(data: Float32Array, { width, height }: Size, radius: number): Float32Array {
  const out = Float32Array.from(data);
  const line = new Float32Array(width + 2 * Math.min(radius, width));
  for (let y = 0; y < height; y++)
    greatestAlongRow(out, { start: y * width, count: width, reach: Math.min(radius, width) }, line);
  const reach = Math.min(radius, height);
  const column = new Float32Array((height + 2 * reach) * width).fill(-Infinity);
  column.set(out, reach * width);
  // Windows double in length with each pass, then two overlapping ones make up the whole.
  for (const step of doublings(2 * reach + 1)) {
    const end = column.length - step * width;
    for (let i = 0; i < end; i++) if (column[i + step * width]! > column[i]!) column[i] = column[i + step * width]!;
  }
  return column.subarray(0, data.length);
}

/** What is darker and narrower than the square: closing minus picture, never negative. */
export function blackHat(data: Float32Array, size: Size, radius: number): Float32Array {
  const closed = erode(dilate(data, size, radius), size, radius);
  for (let i = 0; i < closed.length; i++) closed[i]! -= data[i]!;
  return closed;
}

/** What is brighter and narrower than the square: picture minus opening, never negative. */
export function topHat(data: Float32Array, size: Size, radius: number): Float32Array {
  return blackHat(negated(data), size, radius);
}

function negated(data: Float32Array): Float32Array {
  const out = new Float32Array(data.length);
  for (let i = 0; i < out.length; i++) out[i] = -data[i]!;
  return out;
}

/** Steps after which the greatest of `window` neighbours is known: 1, 2, 4, … and a last one that completes the window. */
function doublings(window: number): number[] {
  const steps: number[] = [];
  let covered = 1;
  while (covered < window) {
    const step = Math.min(covered, window - covered);
    steps.push(step);
    covered += step;
  }
  return steps;
}

function greatestAlongRow(
  data: Float32Array,
  row: { start: number; count: number; reach: number },
  line: Float32Array,
): void {
  const { start, count, reach } = row;
  line.fill(-Infinity);
  for (let x = 0; x < count; x++) line[x + reach] = data[start + x]!;
  for (const step of doublings(2 * reach + 1)) {
    const end = line.length - step;
    for (let x = 0; x < end; x++) if (line[x + step]! > line[x]!) line[x] = line[x + step]!;
  }
  for (let x = 0; x < count; x++) data[start + x] = line[x]!;
}
