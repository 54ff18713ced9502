import type { RegionKind } from "@kinora/contract";
import { streamOf } from "../../analyse/index.ts";
import { distanceFromEdge } from "../edge-distance.ts";
import { CELL_PX } from "../frame-geometry.ts";
import { blurMap, shrinkNodes, toNodes } from "../node-map.ts";
import type { Velocity } from "../flow-motion.ts";
import { type EffectInput, gentleness, unitVector } from "./effect-input.ts";

/** Speeds in px/s at a short side of 720: a stream close by, and what falls. */
const STREAM_SPEED = 40;
const FALL_SPEED = 80;
/** The share of its speed that a stream has at the horizon. */
const FAR_SHARE = 0.45;
/** Speed rises from the banks over this many px (short side 720): what stands at them stays. */
const BANK_PX = 26;

const smooth = (from: number, to: number, value: number): number => {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
};

/** Where nothing says which way: clouds go across, flames and smoke go up. */
const USUAL_WAY: Partial<Record<RegionKind, readonly [x: number, y: number]>> = { sky: [1, 0], fire: [0, -1] };

/** Which way each node flows: as it is told, as is usual there, or as the scene says of its water; in other places as water would there. */
function wayIn({ effect, scene, frame, region }: EffectInput): (node: number) => readonly [x: number, y: number] {
  const usual = typeof effect.region === "object" ? undefined : USUAL_WAY[effect.region];
  const told = effect.direction === undefined ? usual : unitVector(effect.direction);
  if (told !== undefined) return () => told;
  const stream = effect.region === "water" ? scene.stream : streamOf(region.map);
  const [x, y] = [toNodes(stream.x, frame), toNodes(stream.y, frame)];
  return (node) => [x[node]!, y[node]!];
}

/**
 * A current in a region: the velocity stays the same at every place (Holynski et al. 2021, "Animating Pictures with Eulerian
 * Motion Fields"). It goes where the plan says, else where water would run; slower far away, faster where it falls, and
 * not at all at the banks.
 */
export function flowVelocity(input: EffectInput): Velocity {
  const { effect, scene, frame, region, held } = input;
  const soft = Math.max(1, Math.round(scene.width / 160));
  const inside = shrinkNodes(toNodes(blurMap(region.map, soft), frame), frame).map((value) =>
    smooth(0.45, 0.85, value),
  );
  const away = distanceFromEdge(inside, frame);
  const strength = effect.speed * effect.amount * gentleness(effect) * frame.unit;
  const perRow = frame.columns + 1;
  const wayAt = wayIn(input);
  const horizon = effect.region === "water" || typeof effect.region === "object" ? scene.horizon : 0;
  const [x, y] = [new Float32Array(inside.length), new Float32Array(inside.length)];
  inside.forEach((value, node) => {
    if (value === 0) return;
    const down = (Math.floor(node / perRow) * CELL_PX) / frame.height;
    const [dx, dy] = wayAt(node);
    const bank = smooth(0, (BANK_PX * frame.unit) / CELL_PX, away[node]!);
    const speed = speedAt(down, dy, horizon) * strength * value * bank * (held?.free[node] ?? 1);
    x[node] = dx * speed;
    y[node] = dy * speed;
  });
  return { x, y };
}

/** Water above the horizon cannot lie on the ground: what goes down there, falls. */
function speedAt(down: number, directionY: number, horizon: number): number {
  const falls = smooth(0.5, 0.9, directionY) * smooth(0.02, -0.05, down - horizon);
  const near = FAR_SHARE + (1 - FAR_SHARE) * smooth(horizon, Math.min(1, horizon + 0.45), down);
  return STREAM_SPEED * near * (1 - falls) + FALL_SPEED * falls;
}
