import { type FlowMotion, flowAge, layPhase, newPhase, type Phase } from "./flow-motion.ts";
import { easeDown } from "./edge-distance.ts";
import { CELL_PX, type FrameGeometry, nodeCount } from "./frame-geometry.ts";
import type { NodeMap } from "./node-map.ts";
import { addOscillation, clearField, type MotionField, newField, type Oscillation } from "./oscillation.ts";

/** Moments at which motions are looked at together, spread over at most so many seconds, evenly but at no beat of theirs. */
const LOOKS = 28;
const LONGEST_SECONDS = 7;
const GOLDEN = 0.618_033_988_75;
const ROUNDS = 5;
/** A phase with a smaller share is hardly seen. */
const SEEN = 0.1;
/** The share of itself that a cell may be squeezed to by all that moves it. */
const LEAST_JACOBIAN = 0.39;
/** What is held back is held back together with its surroundings, by so much less a cell of distance. */
const EASING = 0.08;

/** Lowers `least`, per cell, to the determinant of the map p → p + field(p) + phase(p). */
function lowerTo(least: Float32Array, { x, y }: MotionField, phase: Phase | undefined, columns: number): void {
  const perRow = columns + 1;
  const px = phase?.x ?? x.map(() => 0);
  const py = phase?.y ?? px;
  for (let cell = 0; cell < least.length; cell += 1) {
    const at = Math.floor(cell / columns) * perRow + (cell % columns);
    const [right, below] = [at + 1, at + perRow];
    const xx = 1 + (x[right]! + px[right]! - x[at]! - px[at]!) / CELL_PX;
    const yy = 1 + (y[below]! + py[below]! - y[at]! - py[at]!) / CELL_PX;
    const xy = (x[below]! + px[below]! - x[at]! - px[at]!) / CELL_PX;
    const yx = (y[right]! + py[right]! - y[at]! - py[at]!) / CELL_PX;
    least[cell] = Math.min(least[cell]!, xx * yy - xy * yx);
  }
}

/** Per cell, the smallest determinant of all that moves, as far as it is looked at. */
function leastTogether(
  oscillations: readonly Oscillation[],
  flow: FlowMotion | undefined,
  input: TogetherInput,
): Float32Array {
  const { frame, seconds } = input;
  const least = new Float32Array(frame.columns * frame.rows).fill(1);
  const field = newField(nodeCount(frame));
  const phase = newPhase(nodeCount(frame));
  for (let look = 1; look <= LOOKS; look += 1) {
    const at = ((look * GOLDEN) % 1) * Math.min(seconds, LONGEST_SECONDS);
    clearField(field);
    for (const oscillation of oscillations) addOscillation(field, oscillation, { seconds: at, share: 0 });
    if (flow === undefined) {
      lowerTo(least, field, undefined, frame.columns);
      continue;
    }
    const age = flowAge(flow, at);
    const share = age / flow.roundSeconds;
    for (const [old, seen] of [
      [age, 1 - share],
      [age - flow.roundSeconds, share],
    ] as const) {
      if (seen < SEEN) continue;
      layPhase(phase, flow, old);
      lowerTo(least, field, phase, frame.columns);
    }
  }
  return least;
}

export interface TogetherInput {
  readonly frame: FrameGeometry;
  /** How long the clip is. */
  readonly seconds: number;
}

/** Whether anything moves in more than one way. */
function overlaps(oscillations: readonly Oscillation[], flow: FlowMotion | undefined, frame: FrameGeometry): boolean {
  const taken = new Uint8Array(nodeCount(frame));
  return [...oscillations, ...(flow === undefined ? [] : [flow])].some(({ nodes }) => {
    const isTaken = nodes.some((node) => taken[node] === 1);
    for (const node of nodes) taken[node] = 1;
    return isTaken;
  });
}

/** Per node, how much of the swings its cells bear; undefined when all of it. */
function bearable(least: Float32Array, { columns, rows }: FrameGeometry): NodeMap | undefined {
  const perRow = columns + 1;
  const share = new Float32Array(perRow * (rows + 1)).fill(1);
  let isTooMuch = false;
  for (let cell = 0; cell < least.length; cell += 1) {
    if (least[cell]! >= LEAST_JACOBIAN) continue;
    isTooMuch = true;
    // Less than in proportion: the flow's part of the strain stays.
    const own = ((1 - LEAST_JACOBIAN) / (1 - least[cell]!)) ** 2;
    const at = Math.floor(cell / columns) * perRow + (cell % columns);
    for (const node of [at, at + 1, at + perRow, at + perRow + 1]) share[node] = Math.min(share[node]!, own);
  }
  return isTooMuch ? easeDown(share, { columns }, EASING) : undefined;
}

/** The same oscillation with less motion, and all of its light. */
function lessOf(oscillation: Oscillation, share: NodeMap): Oscillation {
  const { nodes, modes, cosine, sine } = oscillation;
  const scaled = (list: readonly Float32Array[]): Float32Array[] =>
    list.map((data, mode) => {
      const { alongX, alongY } = modes[mode]!;
      return alongX === 0 && alongY === 0 ? data : data.map((value, index) => value * share[nodes[index]!]!);
    });
  return { ...oscillation, cosine: scaled(cosine), sine: scaled(sine) };
}

/** Oscillations that each bear by themselves, made smaller where together, or with what flows, they would fold the picture. */
export function limitTogether(
  oscillations: readonly Oscillation[],
  flow: FlowMotion | undefined,
  input: TogetherInput,
): readonly Oscillation[] {
  if (!overlaps(oscillations, flow, input.frame)) return oscillations;
  let limited = oscillations;
  for (let round = 0; round < ROUNDS; round += 1) {
    const share = bearable(leastTogether(limited, flow, input), input.frame);
    if (share === undefined) break;
    limited = limited.map((oscillation) => lessOf(oscillation, share));
  }
  return limited;
}
