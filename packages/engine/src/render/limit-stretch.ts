import { easeDown } from "./edge-distance.ts";
import { CELL_PX, type FrameGeometry, nodeCount } from "./frame-geometry.ts";
import type { NodeMap } from "./node-map.ts";
import type { Oscillation } from "./oscillation.ts";

/** Below 0.3 a picture folds or smears; the share of itself that a cell may be squeezed to, by estimate. */
const LEAST_JACOBIAN = 0.4;
/** Modes of different frequencies hardly ever peak together: their sum is taken to stay within so many standard deviations. */
const DEVIATIONS = 2.7;
/** What is held back is held back together with its surroundings, by so much less a cell of distance. */
const EASING = 0.08;
const ROUNDS = 6;

/** Modes that move the picture, as amplitudes of their own that are scaled in place. */
interface Swings {
  readonly nodes: Int32Array;
  readonly modes: readonly { alongX: number; alongY: number; cosine: Float32Array; sine: Float32Array }[];
}

/** Sums over the modes, per cell: where the divergence starts from, the sum of its swings, and that of their squares. */
interface Strain {
  readonly offset: Float32Array;
  readonly most: Float32Array;
  readonly squares: Float32Array;
}

/** The oscillation, made smaller around where it would fold the picture, and nowhere else. */
export function limitStretch(oscillation: Oscillation, frame: FrameGeometry): Oscillation {
  const { nodes, modes } = oscillation;
  const moving = modes.flatMap(({ alongX, alongY }, mode) => (alongX === 0 && alongY === 0 ? [] : [mode]));
  if (nodes.length === 0 || moving.length === 0) return oscillation;
  const swings: Swings = {
    nodes,
    modes: moving.map((mode) => ({
      alongX: modes[mode]!.alongX,
      alongY: modes[mode]!.alongY,
      cosine: oscillation.cosine[mode]!.slice(),
      sine: oscillation.sine[mode]!.slice(),
    })),
  };
  for (let round = 0; round < ROUNDS; round += 1) {
    const least = leastPerCell(swings, frame);
    const isBearable = least.every((determinant) => determinant >= LEAST_JACOBIAN);
    if (isBearable && round === 0) return oscillation;
    if (isBearable) break;
    const share = bearable(least, frame);
    for (const { cosine, sine } of swings.modes) {
      for (let i = 0; i < nodes.length; i += 1) {
        cosine[i]! *= share[nodes[i]!]!;
        sine[i]! *= share[nodes[i]!]!;
      }
    }
  }
  const of = (which: "cosine" | "sine"): Float32Array[] =>
    oscillation[which].map((own, mode) => swings.modes[moving.indexOf(mode)]?.[which] ?? own);
  return { ...oscillation, cosine: of("cosine"), sine: of("sine") };
}

/**
 * Per node, how much of a motion its cells bear that squeezes them to `least` (the smallest determinant, per cell): 1 where all
 * of it, and never much more than what its neighbours bear.
 */
export function bearable(least: Float32Array, frame: FrameGeometry): NodeMap {
  const { columns } = frame;
  const perRow = columns + 1;
  const share = new Float32Array(nodeCount(frame)).fill(1);
  let isTooMuch = false;
  for (let cell = 0; cell < least.length; cell += 1) {
    const determinant = least[cell]!;
    if (determinant >= LEAST_JACOBIAN) continue;
    isTooMuch = true;
    const own = (1 - LEAST_JACOBIAN) / (1 - determinant);
    const at = Math.floor(cell / columns) * perRow + (cell % columns);
    for (const node of [at, at + 1, at + perRow, at + perRow + 1]) share[node] = Math.min(share[node]!, own);
  }
  return isTooMuch ? easeDown(share, frame, EASING) : share;
}

/**
 * Per cell, the smallest determinant that the swings bring about, by estimate: 1 and the divergence, which swings around where
 * it starts from, but for small terms of second order.
 */
function leastPerCell(swings: Swings, frame: FrameGeometry): Float32Array {
  const { offset, most, squares } = strainOf(swings, frame);
  return offset.map((from, cell) => 1 + from - Math.min(most[cell]!, DEVIATIONS * Math.sqrt(squares[cell]!)));
}

function strainOf({ nodes, modes }: Swings, { columns, rows }: FrameGeometry): Strain {
  const perRow = columns + 1;
  const cells = (): Float32Array => new Float32Array(columns * rows);
  const strain = { offset: cells(), most: cells(), squares: cells() };
  const { offset, most, squares } = strain;
  const [c, s] = [new Float32Array(perRow * (rows + 1)), new Float32Array(perRow * (rows + 1))];
  const from = Math.max(0, Math.floor(nodes[0]! / perRow) - 1);
  const to = Math.min(rows, Math.floor(nodes.at(-1)! / perRow) + 1);
  for (const { alongX, alongY, cosine, sine } of modes) {
    for (let i = 0; i < nodes.length; i += 1) {
      c[nodes[i]!] = cosine[i]!;
      s[nodes[i]!] = sine[i]!;
    }
    for (let row = from; row < to; row += 1) {
      for (let column = 0; column < columns; column += 1) {
        const at = row * perRow + column;
        const below = at + perRow;
        const swing = (alongX * (c[at + 1]! - c[at]!) + alongY * (c[below]! - c[at]!)) / CELL_PX;
        const turn = (alongX * (s[at + 1]! - s[at]!) + alongY * (s[below]! - s[at]!)) / CELL_PX;
        if (swing === 0 && turn === 0) continue;
        const square = swing * swing + turn * turn;
        const cell = row * columns + column;
        offset[cell]! -= swing;
        most[cell]! += Math.sqrt(square);
        squares[cell]! += square / 2;
      }
    }
  }
  return strain;
}
