import type { Size } from "./resize.ts";

/** One 8-connected set of marked pixels. `left`…`bottom` are inclusive. */
export interface Component {
  readonly label: number;
  readonly area: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Labelling {
  /** 0 outside, otherwise the component's label. */
  readonly labels: Int32Array;
  /** `components[k].label === k + 1`. */
  readonly components: readonly Component[];
}

/** Labels the non-zero pixels of `marked`, in scan order. */
export function connectedComponents(marked: Uint8Array, { width, height }: Size): Labelling {
  const labels = new Int32Array(width * height);
  const stack = new Int32Array(width * height);
  const components: Component[] = [];
  for (let seed = 0; seed < labels.length; seed++) {
    if (marked[seed] === 0 || labels[seed] !== 0) continue;
    const label = components.length + 1;
    let [area, left, top, right, bottom, depth] = [0, width, height, 0, 0, 1];
    stack[0] = seed;
    labels[seed] = label;
    while (depth > 0) {
      const p = stack[--depth]!;
      const x = p % width;
      const y = (p - x) / width;
      area++;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
      for (let ny = Math.max(0, y - 1); ny <= Math.min(height - 1, y + 1); ny++) {
        for (let nx = Math.max(0, x - 1); nx <= Math.min(width - 1, x + 1); nx++) {
          const n = ny * width + nx;
          if (marked[n] === 0 || labels[n] !== 0) continue;
          labels[n] = label;
          stack[depth++] = n;
        }
      }
    }
    components.push({ label, area, left, top, right, bottom });
  }
  return { labels, components };
}
