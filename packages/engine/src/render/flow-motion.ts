import type { MotionPlan } from "@kinora/contract";
import { easeDown } from "./edge-distance.ts";
import { CELL_PX, type FrameGeometry, nodeCount } from "./frame-geometry.ts";
import { type NodeMap, nodeValueAt } from "./node-map.ts";
import { leastJacobian, movingNodes } from "./oscillation.ts";
import type { PhasesApart } from "./tones.ts";

/** A velocity per node, px/s of the frame, the same at all times. */
export interface Velocity {
  readonly x: NodeMap;
  readonly y: NodeMap;
}

/**
 * What flows for ever, shown by two phases of the one photograph (Holynski et al. 2021): one has flowed on from it for some
 * seconds and fades out, the other will have flowed into it and fades in; where one is gone the other is the photograph
 * itself, and the next round begins. So at the start of each round the photograph is seen.
 */
export interface FlowMotion {
  /** The nodes that flow. */
  readonly nodes: Int32Array;
  /** How long one round takes; the clip of a loop has a whole number of them. */
  readonly roundSeconds: number;
  /**
   * Where what is seen at a node comes from, per moving node in px of the frame: at each of 2 × STEPS + 1 ages from
   * -roundSeconds to roundSeconds, one after the other.
   */
  readonly fromX: readonly Float32Array[];
  readonly fromY: readonly Float32Array[];
}

/** Paths are kept in so many pieces each way. */
const STEPS = 6;
/** In one round what flows fast goes about so far (px at a short side of 720), within these many seconds. */
const ROUND_PX = 42;
const SHORTEST_ROUND = 0.7;
const LONGEST_ROUND = 2.2;
/** Slower than this (px/s of the frame) counts as still. */
const STILL_SPEED = 0.05;
/** Content may come from so far outside the picture, as a share of its sides: less than a texture's border. */
const OUTSIDE = 0.09;
/** No cell is squeezed or blown up by more than this, as the exponent of the change of its area in one round. */
const MOST_CHANGE = 0.85;
const LEAST_JACOBIAN = 0.34;
const EASING = 0.06;
const ROUNDS = 8;

/** Velocities that lie over each other. */
export const addVelocities = (list: readonly Velocity[]): Velocity | undefined =>
  list.reduce<Velocity | undefined>(
    (sum, each) =>
      sum === undefined ? each : { x: sum.x.map((v, i) => v + each.x[i]!), y: sum.y.map((v, i) => v + each.y[i]!) },
    undefined,
  );

const scaled = ({ x, y }: Velocity, share: (node: number) => number): Velocity => ({
  x: x.map((value, node) => value * share(node)),
  y: y.map((value, node) => value * share(node)),
});

/** The speed that most of what moves stays below: the mean, weighted by speed. */
function usualSpeed({ x, y }: Velocity): number {
  let [sum, squares] = [0, 0];
  x.forEach((value, node) => {
    const square = value ** 2 + y[node]! ** 2;
    squares += square;
    sum += Math.sqrt(square);
  });
  return sum === 0 ? 0 : squares / sum;
}

/** Slower where content would pile up or be torn out: there its change of area in one round stays bounded. */
function limitChange(velocity: Velocity, roundSeconds: number, frame: FrameGeometry): Velocity {
  const { columns, rows } = frame;
  const perRow = columns + 1;
  let limited = velocity;
  for (let round = 0; round < ROUNDS; round += 1) {
    const { x, y } = limited;
    const share = new Float32Array(x.length).fill(1);
    let isCalm = true;
    for (let cell = 0; cell < columns * rows; cell += 1) {
      const at = Math.floor(cell / columns) * perRow + (cell % columns);
      const [right, below, across] = [at + 1, at + perRow, at + perRow + 1];
      const dx = x[right]! - x[at]! + x[across]! - x[below]!;
      const dy = y[below]! - y[at]! + y[across]! - y[right]!;
      const change = (Math.abs(dx + dy) / (2 * CELL_PX)) * roundSeconds;
      if (change <= MOST_CHANGE) continue;
      isCalm = false;
      for (const node of [at, right, below, across]) share[node] = Math.min(share[node]!, MOST_CHANGE / change);
    }
    if (isCalm) break;
    const eased = easeDown(share, frame, EASING);
    limited = scaled(limited, (node) => eased[node]!);
  }
  return limited;
}

/** Follows the stream from each node for one round, forwards (`way` 1) or backwards; places after each step. */
function follow(velocity: Velocity, nodes: Int32Array, { frame, seconds }: { frame: FrameGeometry; seconds: number }) {
  const perRow = frame.columns + 1;
  const dt = seconds / STEPS;
  const startX = Float32Array.from(nodes, (node) => (node % perRow) * CELL_PX);
  const startY = Float32Array.from(nodes, (node) => Math.floor(node / perRow) * CELL_PX);
  const [atX, atY] = [startX.slice(), startY.slice()];
  const away: { readonly x: Float32Array; readonly y: Float32Array }[] = [];
  const inside = (value: number, side: number): number =>
    Math.min(Math.max(value, -OUTSIDE * side), (1 + OUTSIDE) * side);
  for (let step = 0; step < STEPS; step += 1) {
    for (let i = 0; i < nodes.length; i += 1) {
      const [x, y] = [atX[i]!, atY[i]!];
      const midX = x + nodeValueAt(velocity.x, frame, x, y) * (dt / 2);
      const midY = y + nodeValueAt(velocity.y, frame, x, y) * (dt / 2);
      atX[i] = inside(x + nodeValueAt(velocity.x, frame, midX, midY) * dt, frame.width);
      atY[i] = inside(y + nodeValueAt(velocity.y, frame, midX, midY) * dt, frame.height);
    }
    away.push({ x: atX.map((value, i) => value - startX[i]!), y: atY.map((value, i) => value - startY[i]!) });
  }
  return away;
}

function flowAlong(velocity: Velocity, roundSeconds: number, frame: FrameGeometry): FlowMotion {
  const nodes = movingNodes(
    velocity.x.map((value, node) => (Math.hypot(value, velocity.y[node]!) > STILL_SPEED ? 1 : 0)),
  );
  // What has flowed for a while comes from upstream.
  const older = follow(velocity, nodes, { frame, seconds: -roundSeconds });
  const younger = follow(velocity, nodes, { frame, seconds: roundSeconds });
  const still = new Float32Array(nodes.length);
  return {
    nodes,
    roundSeconds,
    fromX: [...younger.toReversed().map(({ x }) => x), still, ...older.map(({ x }) => x)],
    fromY: [...younger.toReversed().map(({ y }) => y), still, ...older.map(({ y }) => y)],
  };
}

/** The smallest share of its area that any cell is squeezed to, in either phase. */
function leastOf(flow: FlowMotion, frame: FrameGeometry): number {
  const phase = newPhase(nodeCount(frame));
  const ends = [-1, -0.5, 0.5, 1].map((share) => {
    layPhase(phase, flow, share * flow.roundSeconds);
    return leastJacobian({ ...phase, gain: phase.x }, frame);
  });
  return Math.min(...ends);
}

/** A velocity as motion that goes on for ever, as fast as nothing tears; undefined when nothing moves. */
export function flowMotion(
  velocity: Velocity,
  plan: Pick<MotionPlan, "duration_seconds" | "loop">,
  frame: FrameGeometry,
): FlowMotion | undefined {
  const speed = usualSpeed(velocity);
  if (speed <= STILL_SPEED) return undefined;
  const wanted = Math.min(LONGEST_ROUND, Math.max(SHORTEST_ROUND, (ROUND_PX * frame.unit) / speed));
  const roundSeconds = plan.loop
    ? plan.duration_seconds / Math.max(1, Math.round(plan.duration_seconds / wanted))
    : wanted;
  let limited = limitChange(velocity, roundSeconds, frame);
  let flow = flowAlong(limited, roundSeconds, frame);
  for (let round = 0; round < ROUNDS && leastOf(flow, frame) < LEAST_JACOBIAN; round += 1) {
    limited = scaled(limited, () => 0.85);
    flow = flowAlong(limited, roundSeconds, frame);
  }
  return flow.nodes.length === 0 ? undefined : flow;
}

/** Where what is seen at each node comes from, px of the frame. */
export interface Phase {
  readonly x: NodeMap;
  readonly y: NodeMap;
}

export const newPhase = (nodes: number): Phase => ({ x: new Float32Array(nodes), y: new Float32Array(nodes) });

/** Fills a phase with the flow at an age, from -roundSeconds to roundSeconds; nodes that do not flow are left as they are. */
export function layPhase(phase: Phase, { nodes, roundSeconds, fromX, fromY }: FlowMotion, seconds: number): void {
  const at = Math.min(Math.max((seconds / roundSeconds + 1) * STEPS, 0), 2 * STEPS);
  const first = Math.min(Math.floor(at), 2 * STEPS - 1);
  const way = at - first;
  const [x0, x1, y0, y1] = [fromX[first]!, fromX[first + 1]!, fromY[first]!, fromY[first + 1]!];
  for (let i = 0; i < nodes.length; i += 1) {
    phase.x[nodes[i]!] = x0[i]! + (x1[i]! - x0[i]!) * way;
    phase.y[nodes[i]!] = y0[i]! + (y1[i]! - y0[i]!) * way;
  }
}

/** Where the two phases of each node look halfway through a round. */
export function phasesApart(flow: FlowMotion, frame: FrameGeometry): PhasesApart {
  const [older, younger] = [newPhase(nodeCount(frame)), newPhase(nodeCount(frame))];
  layPhase(older, flow, flow.roundSeconds / 2);
  layPhase(younger, flow, -flow.roundSeconds / 2);
  return (node) => [older.x[node]!, older.y[node]!, younger.x[node]!, younger.y[node]!];
}

/** For how long the flow has been under way in its round. */
export const flowAge = ({ roundSeconds }: FlowMotion, seconds: number): number => {
  const age = seconds % roundSeconds;
  // A loop's rounds end on frames, but for rounding.
  return roundSeconds - age < 1e-6 ? 0 : age;
};
