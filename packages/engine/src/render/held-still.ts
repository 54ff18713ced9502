import type { MotionPlan } from "@kinora/contract";
import { maskMap, type Masks } from "../masks/read-masks.ts";
import type { FloatMap, SceneMaps } from "../scene.ts";
import { easeDown } from "./edge-distance.ts";
import { CELL_PX, type FrameGeometry } from "./frame-geometry.ts";
import { type NodeMap, shrinkNodes, toNodes } from "./node-map.ts";
import { limitStretch } from "./limit-stretch.ts";
import { type Oscillation } from "./oscillation.ts";

/** What a plan protects: places that nothing but the camera moves. */
export interface HeldStill {
  /** 1 where it is held still, at the scene's size. */
  readonly map: FloatMap;
  /** Per node, how freely it moves: 0 wherever a cell touches what is held, and rising to 1 around it. */
  readonly free: NodeMap;
}

/** Around what is held, motion comes back over this many px (short side 720), so that nothing tears. */
const EASE_PX = 44;
/** A subject that is at least so sure is held whole; a less sure one in part. */
const SURE = 0.3;

export interface HeldInput {
  readonly plan: Pick<MotionPlan, "protect">;
  readonly scene: SceneMaps;
  readonly frame: FrameGeometry;
  readonly masks: Masks;
}

/** What a plan protects; undefined when nothing is. People are looked for as what the picture is about. */
export function heldStill({ plan, scene, frame, masks }: HeldInput): HeldStill | undefined {
  if (plan.protect.length === 0) return undefined;
  const { width, height } = scene;
  const data = new Float32Array(width * height);
  const { map: subject, confidence } = scene.regions.subject;
  for (const part of plan.protect) {
    const isDrawn = typeof part === "object";
    const map = isDrawn ? maskMap(masks, part.mask, scene) : subject;
    const share = isDrawn ? 1 : Math.min(1, confidence / SURE);
    map.data.forEach((value, index) => (data[index] = Math.max(data[index]!, value * share)));
  }
  const map = { width, height, data };
  const outside = toNodes(map, frame).map((value) => 1 - value);
  const free = easeDown(shrinkNodes(outside, frame), frame, CELL_PX / (EASE_PX * frame.unit));
  return { map, free };
}

/** An oscillation without what is to be held still. */
export function holdBack(oscillation: Oscillation, held: HeldStill | undefined, frame: FrameGeometry): Oscillation {
  if (held === undefined) return oscillation;
  const { nodes, cosine, sine } = oscillation;
  const scaled = (list: readonly Float32Array[]): Float32Array[] =>
    list.map((data) => data.map((value, index) => value * held.free[nodes[index]!]!));
  return limitStretch({ ...oscillation, cosine: scaled(cosine), sine: scaled(sine) }, frame);
}
