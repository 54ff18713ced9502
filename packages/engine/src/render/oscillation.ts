import { CELL_PX, type FrameGeometry } from "./frame-geometry.ts";
import type { Moment } from "./motion-clock.ts";

/** One mode: everything in it swings at one frequency, along one direction. */
export interface Mode {
  /** Hz */
  readonly hz: number;
  /** The unit vector of its displacement, x to the right, y down. */
  readonly alongX: number;
  readonly alongY: number;
  /** How much its slope brightens, per px of amplitude. */
  readonly shade: number;
}

/**
 * Motion as a sum of few modes (after Generative Image Dynamics, Li et al. 2024: natural oscillation lies in few low
 * frequencies). A node's displacement in mode m is `cosine[m][i] · (cos ωt − 1) + sine[m][i] · sin ωt` px of the frame: zero
 * at t = 0, so the first frame is the photograph.
 */
export interface Oscillation {
  /** The nodes that move. */
  readonly nodes: Int32Array;
  readonly modes: readonly Mode[];
  /** Per mode, one amplitude per moving node. */
  readonly cosine: readonly Float32Array[];
  readonly sine: readonly Float32Array[];
}

/** Where the picture's content comes from, per node, in px of the frame; and how bright it is shown. */
export interface MotionField {
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly gain: Float32Array;
}

export const newField = (nodes: number): MotionField => ({
  x: new Float32Array(nodes),
  y: new Float32Array(nodes),
  gain: new Float32Array(nodes).fill(1),
});

export function clearField({ x, y, gain }: MotionField): void {
  x.fill(0);
  y.fill(0);
  gain.fill(1);
}

/** Adds the oscillation at a moment to a field. */
export function addOscillation(
  field: MotionField,
  { nodes, modes, cosine, sine }: Oscillation,
  { seconds }: Moment,
): void {
  modes.forEach((mode, index) => {
    const angle = 2 * Math.PI * mode.hz * seconds;
    const c = Math.cos(angle) - 1;
    const s = Math.sin(angle);
    const cosines = cosine[index]!;
    const sines = sine[index]!;
    const { alongX, alongY, shade } = mode;
    for (let i = 0; i < nodes.length; i += 1) {
      const node = nodes[i]!;
      const swing = cosines[i]! * c + sines[i]! * s;
      field.x[node]! += swing * alongX;
      field.y[node]! += swing * alongY;
      // The slope runs a quarter of a cycle before the height.
      field.gain[node]! += (sines[i]! * c - cosines[i]! * s) * shade;
    }
  });
}

/** The smallest determinant of the map p → p + field(p), over all cells. */
export function leastJacobian({ x, y }: MotionField, { columns, rows }: FrameGeometry): number {
  let least = Infinity;
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const at = row * (columns + 1) + column;
      const below = at + columns + 1;
      const xx = 1 + (x[at + 1]! - x[at]!) / CELL_PX;
      const yy = 1 + (y[below]! - y[at]!) / CELL_PX;
      const xy = (x[below]! - x[at]!) / CELL_PX;
      const yx = (y[at + 1]! - y[at]!) / CELL_PX;
      least = Math.min(least, xx * yy - xy * yx);
    }
  }
  return least;
}

/** The nodes whose weight counts, and their weights. */
export function movingNodes(weights: Float32Array): Int32Array {
  const moving: number[] = [];
  weights.forEach((weight, node) => {
    if (weight > 0.004) moving.push(node);
  });
  return Int32Array.from(moving);
}

/** The mean place of nodes, px of the frame. */
export function middleOf(
  nodes: Int32Array,
  { columns }: Pick<FrameGeometry, "columns">,
): readonly [x: number, y: number] {
  let [x, y] = [0, 0];
  for (const node of nodes) {
    x += node % (columns + 1);
    y += Math.floor(node / (columns + 1));
  }
  const share = CELL_PX / Math.max(1, nodes.length);
  return [x * share, y * share];
}

/** How far a mode swings at a node, and how far it is turned there (radians): px · cos(ωt − angle), but for where it starts. */
export interface Swing {
  readonly px: number;
  readonly angle: number;
}

/** Cosine and sine parts of modes, from their swing at each node; `index` is the node's place among the nodes. */
export function partsOf(
  modes: number,
  nodes: Int32Array,
  swingAt: (mode: number, node: number, index: number) => Swing,
): Pick<Oscillation, "cosine" | "sine"> {
  const [cosine, sine]: [Float32Array[], Float32Array[]] = [[], []];
  for (let mode = 0; mode < modes; mode += 1) {
    const [c, s] = [new Float32Array(nodes.length), new Float32Array(nodes.length)];
    for (let index = 0; index < nodes.length; index += 1) {
      const { px, angle } = swingAt(mode, nodes[index]!, index);
      c[index] = px * Math.cos(angle);
      s[index] = px * Math.sin(angle);
    }
    cosine.push(c);
    sine.push(s);
  }
  return { cosine, sine };
}
