import type { LabPlanes } from "./colour.ts";

/** Numbers from 0 for connected regions of similar colour. */
export interface Segments {
  readonly count: number;
  readonly of: Int32Array;
}

export interface SegmentAsk {
  /** Larger values give larger segments: the colour step (ΔE) times pixels that keeps two segments apart. */
  readonly scale: number;
  readonly leastPixels: number;
}

/** Graph-based segmentation (Felzenszwalb & Huttenlocher 2004) of 4-connected pixels by Lab distance. */
export function segmentsOf(lab: LabPlanes, { scale, leastPixels }: SegmentAsk): Segments {
  const { edges, weights } = neighbourEdges(lab);
  const order = orderBy(weights);
  const parent = Int32Array.from({ length: lab.lightness.length }, (_, i) => i);
  const pixels = new Int32Array(parent.length).fill(1);
  const tolerance = new Float32Array(parent.length).fill(scale);
  const root = (start: number): number => {
    let i = start;
    while (parent[i] !== i) {
      parent[i] = parent[parent[i]!]!;
      i = parent[i]!;
    }
    return i;
  };
  const join = (p: number, q: number, weight: number): void => {
    const [kept, gone] = pixels[p]! >= pixels[q]! ? [p, q] : [q, p];
    parent[gone] = kept;
    pixels[kept]! += pixels[gone]!;
    tolerance[kept] = weight + scale / pixels[kept]!;
  };
  for (const e of order) {
    const p = root(edges[2 * e]!);
    const q = root(edges[2 * e + 1]!);
    if (p !== q && weights[e]! <= tolerance[p]! && weights[e]! <= tolerance[q]!) join(p, q, weights[e]!);
  }
  for (const e of order) {
    const p = root(edges[2 * e]!);
    const q = root(edges[2 * e + 1]!);
    if (p !== q && Math.min(pixels[p]!, pixels[q]!) < leastPixels) join(p, q, weights[e]!);
  }
  return numbered(parent.map((_, i) => root(i)));
}

function numbered(roots: Int32Array): Segments {
  const numberOf = new Int32Array(roots.length).fill(-1);
  let count = 0;
  const of = roots.map((r) => {
    if (numberOf[r] === -1) numberOf[r] = count++;
    return numberOf[r]!;
  });
  return { count, of };
}

function neighbourEdges({ width, height, lightness, a, b }: LabPlanes): { edges: Int32Array; weights: Float32Array } {
  const count = (width - 1) * height + width * (height - 1);
  const edges = new Int32Array(2 * count);
  const weights = new Float32Array(count);
  let e = 0;
  const add = (i: number, j: number): void => {
    edges[2 * e] = i;
    edges[2 * e + 1] = j;
    const dl = lightness[i]! - lightness[j]!;
    const da = a[i]! - a[j]!;
    const db = b[i]! - b[j]!;
    weights[e++] = Math.sqrt(dl * dl + da * da + db * db);
  };
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      if (x < width - 1) add(i, i + 1);
      if (y < height - 1) add(i, i + width);
    }
  }
  return { edges, weights };
}

/** Indices in rising order of weight, to a sixteenth of a unit: a counting sort. */
function orderBy(weights: Float32Array): Int32Array {
  const level = weights.map((w) => Math.min(4095, Math.round(w * 16)));
  const next = new Int32Array(4097);
  for (const l of level) next[l + 1]!++;
  for (let l = 0; l < 4096; l++) next[l + 1]! += next[l]!;
  const order = new Int32Array(weights.length);
  for (let e = 0; e < level.length; e++) order[next[level[e]!]!++] = e;
  return order;
}
