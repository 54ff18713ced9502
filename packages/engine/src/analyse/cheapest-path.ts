import type { Size } from "./resize.ts";

/** Path costs are counted in these steps; the buckets of the queue hold one step each. */
const STEPS_PER_UNIT = 32;

export interface PathAsk extends Size {
  /** What it costs to enter each pixel; 0 or more. */
  readonly toll: Float32Array;
  /** Pixels where paths may begin, paying their own toll. */
  readonly starts: Iterable<number>;
  /** Costs above this are not followed up: such pixels report `limit`. */
  readonly limit: number;
}

/** The cost of the cheapest 4-connected path from any start to each pixel (Dijkstra with a bucket queue). */
export function cheapestPaths({ width, height, toll, starts, limit }: PathAsk): Float32Array {
  const end = Math.ceil(limit * STEPS_PER_UNIT);
  const cost = new Int32Array(width * height).fill(end);
  const buckets: number[][] = Array.from({ length: end }, () => []);
  const price = Int32Array.from(toll, (t) => Math.round(t * STEPS_PER_UNIT));
  const offer = (pixel: number, total: number): void => {
    if (total >= cost[pixel]!) return;
    cost[pixel] = total;
    buckets[total]!.push(pixel);
  };
  for (const start of starts) offer(start, price[start]!);
  for (let now = 0; now < end; now++) {
    const bucket = buckets[now]!;
    for (let k = 0; k < bucket.length; k++) {
      const p = bucket[k]!;
      if (cost[p] !== now) continue;
      const x = p % width;
      if (x > 0) offer(p - 1, now + price[p - 1]!);
      if (x < width - 1) offer(p + 1, now + price[p + 1]!);
      if (p >= width) offer(p - width, now + price[p - width]!);
      if (p < width * (height - 1)) offer(p + width, now + price[p + width]!);
    }
  }
  return Float32Array.from(cost, (c) => c / STEPS_PER_UNIT);
}
