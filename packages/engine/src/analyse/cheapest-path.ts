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
  const price = Int32Array.from(toll, (t) => Math.min(end, Math.round(t * STEPS_PER_UNIT)));
  const queue = bucketQueue(end, 5 * width * height);
  const offer = (pixel: number, total: number): void => {
    if (total >= cost[pixel]!) return;
    cost[pixel] = total;
    queue.push(pixel, total);
  };
  for (const start of starts) offer(start, price[start]!);
  for (let now = 0; now < end; now++) {
    for (let p = queue.pop(now); p !== -1; p = queue.pop(now)) {
      if (cost[p] !== now) continue;
      const x = p % width;
      if (x > 0) offer(p - 1, now + price[p - 1]!);
      if (x < width - 1) offer(p + 1, now + price[p + 1]!);
      if (p >= width) offer(p - width, now + price[p - width]!);
      if (p < width * (height - 1)) offer(p + width, now + price[p + width]!);
    }
  }
  const out = new Float32Array(cost.length);
  for (let i = 0; i < out.length; i++) out[i] = cost[i]! / STEPS_PER_UNIT;
  return out;
}

interface BucketQueue {
  readonly push: (pixel: number, bucket: number) => void;
  /** A pixel of that bucket, or -1 when it is empty. */
  readonly pop: (bucket: number) => number;
}

/** Linked lists in two arrays. A pixel enters once as a start and at most once from each neighbour: `capacity` is five a pixel. */
function bucketQueue(buckets: number, capacity: number): BucketQueue {
  const head = new Int32Array(buckets).fill(-1);
  const next = new Int32Array(capacity);
  const pixels = new Int32Array(capacity);
  let used = 0;
  return {
    push: (pixel, bucket) => {
      pixels[used] = pixel;
      next[used] = head[bucket]!;
      head[bucket] = used++;
    },
    pop: (bucket) => {
      const entry = head[bucket]!;
      if (entry === -1) return -1;
      head[bucket] = next[entry]!;
      return pixels[entry]!;
    },
  };
}
