import type { MotionPlan } from "@kinora/contract";
import { CELL_PX, type FrameGeometry, nodeCount } from "../frame-geometry.ts";
import type { Velocity } from "../flow-motion.ts";
import type { HeldStill } from "../held-still.ts";

type Stroke = MotionPlan["strokes"][number];

/** Speed of what lies under a stroke of speed 1, px/s at a short side of 720. */
export const STROKE_SPEED = 40;
/** How far a stroke reaches to its sides: a share of its length, within two bounds (px at a short side of 720). */
const REACH_SHARE = 0.4;
const NARROWEST_PX = 48;
const WIDEST_PX = 170;

/** How strongly a place so far away (in reaches) follows a stroke: all of it on the line, nothing from 1 on, smooth. */
const falloff = (away: number): number => (away >= 1 ? 0 : (1 - away * away) ** 2);

/** Adds the motion that a stroke asks for: along its arrow, all around it alike, dying out to its sides and ends. */
function addStroke({ x, y }: Velocity, stroke: Stroke, frame: FrameGeometry): void {
  const [fromX, fromY] = [stroke.from[0] * frame.width, stroke.from[1] * frame.height];
  const [alongX, alongY] = [stroke.to[0] * frame.width - fromX, stroke.to[1] * frame.height - fromY];
  const length = Math.hypot(alongX, alongY);
  if (length === 0) return;
  const reach = Math.min(Math.max(REACH_SHARE * length, NARROWEST_PX * frame.unit), WIDEST_PX * frame.unit);
  const speed = STROKE_SPEED * frame.unit * stroke.speed;
  const perRow = frame.columns + 1;
  x.forEach((_, node) => {
    const px = (node % perRow) * CELL_PX - fromX;
    const py = Math.floor(node / perRow) * CELL_PX - fromY;
    const way = Math.min(1, Math.max(0, (px * alongX + py * alongY) / (length * length)));
    const share = falloff(Math.hypot(px - way * alongX, py - way * alongY) / reach);
    x[node]! += (share * speed * alongX) / length;
    y[node]! += (share * speed * alongY) / length;
  });
}

/** The motion that strokes ask for, all of them together, but for what is held still. */
export function strokesVelocity(
  strokes: readonly Stroke[],
  frame: FrameGeometry,
  held: HeldStill | undefined,
): Velocity {
  const velocity = { x: new Float32Array(nodeCount(frame)), y: new Float32Array(nodeCount(frame)) };
  for (const stroke of strokes) addStroke(velocity, stroke, frame);
  if (held === undefined) return velocity;
  return {
    x: velocity.x.map((value, i) => value * held.free[i]!),
    y: velocity.y.map((value, i) => value * held.free[i]!),
  };
}
