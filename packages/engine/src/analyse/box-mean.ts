import type { Size } from "./resize.ts";

/** The mean over a (2r+1)-square, cut off at the picture's edges. Two running sums: the cost does not depend on `radius`. */
export function boxMean(data: Float32Array, { width, height }: Size, radius: number): Float32Array {
  const rows = new Float32Array(data.length);
  for (let y = 0; y < height; y++) meanAlongRow(data, rows, { start: y * width, count: width }, radius);
  const out = new Float32Array(data.length);
  const sum = new Float64Array(width);
  const reach = Math.min(radius, height - 1);
  for (let y = 0; y < reach; y++) addRow(sum, rows, y * width, 1);
  for (let y = 0; y < height; y++) {
    if (y + reach < height) addRow(sum, rows, (y + reach) * width, 1);
    if (y - reach - 1 >= 0) addRow(sum, rows, (y - reach - 1) * width, -1);
    const norm = 1 / (Math.min(height - 1, y + reach) - Math.max(0, y - reach) + 1);
    for (let x = 0; x < width; x++) out[y * width + x] = sum[x]! * norm;
  }
  return out;
}

function addRow(sum: Float64Array, rows: Float32Array, start: number, sign: number): void {
  for (let x = 0; x < sum.length; x++) sum[x]! += sign * rows[start + x]!;
}

function meanAlongRow(
  data: Float32Array,
  out: Float32Array,
  row: { start: number; count: number },
  radius: number,
): void {
  const { start, count } = row;
  const reach = Math.min(radius, count - 1);
  let sum = 0;
  for (let x = 0; x < reach; x++) sum += data[start + x]!;
  for (let x = 0; x < count; x++) {
    if (x + reach < count) sum += data[start + x + reach]!;
    if (x - reach - 1 >= 0) sum -= data[start + x - reach - 1]!;
    out[start + x] = sum / (Math.min(count - 1, x + reach) - Math.max(0, x - reach) + 1);
  }
}
