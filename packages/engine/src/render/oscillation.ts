import { easeDown } from "./edge-distance.ts";
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

/** Below 0.3 a picture folds or smears; the share of itself that a cell may be squeezed to, by estimate. */
const LEAST_JACOBIAN = 0.4;
/** Modes of different frequencies hardly ever peak together: their sum is taken to stay within so many standard deviations. */
const DEVIATIONS = 2.7;
/** What is held back is held back together with its surroundings, by so much less a cell of distance. */
const EASING = 0.08;
const ROUNDS = 6;

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

/**
 * Per cell, the smallest determinant that an oscillation brings about at any time, by estimate: 1 and the divergence, which
 * swings around where it starts from.
 */
function leastPerCell({ nodes, modes, cosine, sine }: Oscillation, { columns, rows }: FrameGeometry): Float32Array {
  const perRow = columns + 1;
  const [offset, most, squares] = [0, 0, 0].map(() => new Float32Array(columns * rows)) as [
    Float32Array,
    Float32Array,
    Float32Array,
  ];
  const [c, s] = [new Float32Array(perRow * (rows + 1)), new Float32Array(perRow * (rows + 1))];
  modes.forEach(({ alongX, alongY }, mode) => {
    nodes.forEach((node, index) => {
      c[node] = cosine[mode]![index]!;
      s[node] = sine[mode]![index]!;
    });
    const divergence = (of: Float32Array, at: number): number =>
      (alongX * (of[at + 1]! - of[at]!) + alongY * (of[at + perRow]! - of[at]!)) / CELL_PX;
    for (let cell = 0; cell < offset.length; cell += 1) {
      const at = Math.floor(cell / columns) * perRow + (cell % columns);
      const swings = divergence(c, at);
      const square = swings ** 2 + divergence(s, at) ** 2;
      offset[cell]! -= swings;
      most[cell]! += Math.sqrt(square);
      squares[cell]! += square / 2;
    }
  });
  return offset.map((from, cell) => 1 + from - Math.min(most[cell]!, DEVIATIONS * Math.sqrt(squares[cell]!)));
}

/** Per node, how much of the motion its cells bear, never much more than what its neighbours do. */
function bearable(least: Float32Array, { columns, rows }: FrameGeometry): Float32Array {
  const perRow = columns + 1;
  const share = new Float32Array(perRow * (rows + 1)).fill(1);
  least.forEach((determinant, cell) => {
    if (determinant >= LEAST_JACOBIAN) return;
    const own = (1 - LEAST_JACOBIAN) / (1 - determinant);
    const at = Math.floor(cell / columns) * perRow + (cell % columns);
    for (const node of [at, at + 1, at + perRow, at + perRow + 1]) share[node] = Math.min(share[node]!, own);
  });
  return easeDown(share, { columns }, EASING);
}

/** The oscillation, made smaller around where it would fold the picture, and nowhere else. */
export function limitStretch(oscillation: Oscillation, frame: FrameGeometry): Oscillation {
  let limited = oscillation;
  for (let round = 0; round < ROUNDS && limited.nodes.length > 0; round += 1) {
    const least = leastPerCell(limited, frame);
    if (least.every((determinant) => determinant >= LEAST_JACOBIAN)) break;
    const share = bearable(least, frame);
    const { nodes, cosine, sine } = limited;
    const scaled = (list: readonly Float32Array[]): Float32Array[] =>
      list.map((data) => data.map((value, index) => value * share[nodes[index]!]!));
    limited = { ...limited, cosine: scaled(cosine), sine: scaled(sine) };
  }
  return limited;
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
