import { distanceFromEdge } from "../edge-distance.ts";
import { CELL_PX, type FrameGeometry } from "../frame-geometry.ts";
import { fittingHz } from "../motion-clock.ts";
import { blurMap, type NodeMap, toNodes } from "../node-map.ts";
import { limitStretch } from "../limit-stretch.ts";
import { type Mode, movingNodes, type Oscillation } from "../oscillation.ts";
import { type EffectInput, gentleness } from "./effect-input.ts";

/** Breaths of somebody at rest, Hz. */
const BREATH_HZ = 0.25;
/** How far the top of a body rises and its sides go out with a breath, px at a short side of 720. */
const RISE_PX = 2.1;
const WIDEN_PX = 1.7;
/** A small body breathes by no more than this share of its own height and width. */
const MOST_SHARE = 0.016;
/** Height of the chest, 0 at the feet and 1 at the top, and how far around it the sides go along. */
const CHEST = 0.4;
const CHEST_REACH = 0.25;
/** From this height on all of the body rises alike, the head too. */
const SHOULDERS = 0.75;
/** The background beside the body gives way over this many px (short side 720). */
const HALO_PX = 40;
/** In a breath, going up is quicker than going down: (1 − cos ωt)/2 + 0.14 (sin ωt − sin 2ωt / 2), which starts at rest. */
const SWELL = 0.5;
const HASTE = 0.14;

const smoothly = (share: number): number => share * share * (3 - 2 * share);

/** Where a body is in the frame, in nodes. */
interface Body {
  readonly top: number;
  readonly bottom: number;
  readonly middle: number;
  readonly halfWidth: number;
}

function bodyIn(inside: NodeMap, perRow: number): Body | undefined {
  let [top, bottom, left, right] = [Infinity, -Infinity, Infinity, -Infinity];
  let [sum, count] = [0, 0];
  inside.forEach((value, node) => {
    if (value < 0.5) return;
    const [column, row] = [node % perRow, Math.floor(node / perRow)];
    [top, bottom] = [Math.min(top, row), Math.max(bottom, row)];
    [left, right] = [Math.min(left, column), Math.max(right, column)];
    sum += column;
    count += 1;
  });
  if (count === 0 || bottom === top) return undefined;
  const middle = sum / count;
  return { top, bottom, middle, halfWidth: Math.max(1, middle - left, right - middle) };
}

/** 1 on the body to its outline, so that it keeps its shape; falling to 0 around it. */
function bodyWeights(inside: NodeMap, frame: FrameGeometry): NodeMap {
  const away = distanceFromEdge(
    inside.map((value) => (value < 0.5 ? 1 : 0)),
    frame,
  );
  const reach = (HALO_PX * frame.unit) / CELL_PX;
  return away.map((nodes) => {
    return smoothly(Math.max(0, 1 - Math.max(0, nodes - 1) / reach));
  });
}

/**
 * A body at rest that breathes: it rises a little from its foot, and its chest goes out to the sides. What is above the shoulders
 * rises as one: faces keep their shape.
 */
export function breatheMotion({ effect, plan, region, frame }: EffectInput): Oscillation[] {
  const perRow = frame.columns + 1;
  const inside = toNodes(blurMap(region.map, 1), frame);
  const body = bodyIn(inside, perRow);
  if (body === undefined) return [];
  const weights = bodyWeights(inside, frame);
  const nodes = movingNodes(weights);
  const strength = effect.amount * gentleness(effect);
  const tall = (body.bottom - body.top) * CELL_PX;
  const rise = strength * Math.min(RISE_PX * frame.unit, MOST_SHARE * tall);
  const widen = strength * Math.min(WIDEN_PX * frame.unit, MOST_SHARE * body.halfWidth * CELL_PX);
  const heights = Float32Array.from(nodes, (node) => {
    const height = (body.bottom - Math.floor(node / perRow)) / (body.bottom - body.top);
    return Math.min(1, Math.max(0, height));
  });
  const up = Float32Array.from(
    nodes,
    (node, i) => rise * weights[node]! * smoothly(Math.min(1, heights[i]! / SHOULDERS)),
  );
  const out = Float32Array.from(nodes, (node, i) => {
    const side = Math.min(1, Math.max(-1, ((node % perRow) - body.middle) / body.halfWidth));
    const chest = Math.exp(-(((heights[i]! - CHEST) / CHEST_REACH) ** 2));
    // What goes out to the right is taken from farther left.
    return -widen * weights[node]! * side * chest;
  });
  const hz = fittingHz(plan, BREATH_HZ * effect.speed);
  const scaled = (by: number) => (data: Float32Array) => data.map((value) => value * by);
  const ways: readonly Mode[] = [
    { hz, alongX: 0, alongY: 1, shade: 0 },
    { hz, alongX: 1, alongY: 0, shade: 0 },
  ];
  const motion = {
    nodes,
    modes: [...ways, ...ways.map((way) => ({ ...way, hz: 2 * hz }))],
    cosine: [...[up, out].map(scaled(-SWELL)), ...[up, out].map(scaled(0))],
    sine: [...[up, out].map(scaled(HASTE)), ...[up, out].map(scaled(-HASTE / 2))],
  };
  return [limitStretch(motion, frame)];
}
