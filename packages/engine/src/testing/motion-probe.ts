import { type FrameGeometry, nodeCount } from "../render/frame-geometry.ts";
import { addOscillation, leastJacobian, type MotionField, newField, type Oscillation } from "../render/oscillation.ts";

/** Tenths of a second, three seconds of them. */
export const TIMES = Array.from({ length: 30 }, (_, step) => step / 10);

/** The field of one oscillation alone at a moment. */
export function fieldAt(oscillation: Oscillation, frame: FrameGeometry, seconds: number): MotionField {
  const field = newField(nodeCount(frame));
  addOscillation(field, oscillation, { seconds, share: 0 });
  return field;
}

/** The largest value of either sign. */
export const reach = (values: Float32Array): number =>
  values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

/** The farthest that any node is from its place along an axis, over three seconds. */
export const farthest = (oscillation: Oscillation, frame: FrameGeometry, axis: "x" | "y"): number =>
  Math.max(...TIMES.map((time) => reach(fieldAt(oscillation, frame, time)[axis])));

/** How far a node goes along an axis from one end to the other, over three seconds. */
export function swingOf(
  oscillation: Oscillation,
  frame: FrameGeometry,
  { node, axis }: { node: number; axis: "x" | "y" },
): number {
  const places = TIMES.map((time) => fieldAt(oscillation, frame, time)[axis][node]!);
  return Math.max(...places) - Math.min(...places);
}

/** The smallest Jacobian anywhere, over three seconds. */
export const leastOver = (oscillation: Oscillation, frame: FrameGeometry): number =>
  Math.min(...TIMES.map((time) => leastJacobian(fieldAt(oscillation, frame, time), frame)));
