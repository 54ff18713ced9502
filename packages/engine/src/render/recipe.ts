import type { MotionPlan } from "@kinora/contract";
import type { FloatMap, SceneMaps } from "../scene.ts";
import { calmDepth } from "./calm-depth.ts";
import { type CameraPath, cameraPath } from "./camera.ts";
import { cloudDrift, type CloudDrift } from "./effects/clouds.ts";
import type { EffectInput } from "./effects/effect-input.ts";
import { lampLight, type LampLight } from "./effects/lights.ts";
import { swayMotion } from "./effects/sway.ts";
import { waterMotion } from "./effects/water.ts";
import type { FrameGeometry } from "./frame-geometry.ts";
import { type NodeMap, toNodes, valueAt } from "./node-map.ts";
import type { Oscillation } from "./oscillation.ts";

/**
 * All that moves in a clip, as plain data: made once, handed to every render worker, and enough to know the motion of any
 * frame by itself.
 */
export interface Recipe {
  readonly plan: MotionPlan;
  readonly frame: FrameGeometry;
  readonly camera: CameraPath;
  /** Per node, 0 far to 1 near. */
  readonly depth: NodeMap;
  readonly oscillations: readonly Oscillation[];
  readonly clouds: CloudDrift | undefined;
  /** Per cell, 1 where the sky may be seen through the layer in front of it. */
  readonly skySeen: Uint8Array;
  readonly lamps: LampLight | undefined;
}

const effectOf = (
  plan: MotionPlan,
  kind: MotionPlan["effects"][number]["kind"],
): MotionPlan["effects"][number] | undefined => plan.effects.find((effect) => effect.kind === kind);

/** Cells in which the foreground (1 = opaque, at the frame's size) lets any sky through, grown by one cell. */
export function cellsWithSky(front: FloatMap, { columns, rows }: FrameGeometry): Uint8Array {
  const seen = new Uint8Array(columns * rows);
  for (let y = 0; y < front.height; y += 1) {
    for (let x = 0; x < front.width; x += 1) {
      if (front.data[y * front.width + x]! < 0.998) seen[(y >> 3) * columns + (x >> 3)] = 1;
    }
  }
  const grown = new Uint8Array(seen.length);
  seen.forEach((value, cell) => {
    if (value === 0) return;
    const column = cell % columns;
    const row = Math.floor(cell / columns);
    for (let y = Math.max(0, row - 1); y <= Math.min(rows - 1, row + 1); y += 1) {
      for (let x = Math.max(0, column - 1); x <= Math.min(columns - 1, column + 1); x += 1) grown[y * columns + x] = 1;
    }
  });
  return grown;
}

/** @param front the foreground's mask at the frame's size; undefined when nothing moves behind it */
export function makeRecipe(
  plan: MotionPlan,
  scene: SceneMaps,
  frame: FrameGeometry,
  front: FloatMap | undefined,
): Recipe {
  const inputOf = (kind: "clouds" | "water" | "sway" | "lights"): EffectInput | undefined => {
    const effect = effectOf(plan, kind);
    return effect === undefined ? undefined : { effect, plan, scene, frame };
  };
  const clouds = inputOf("clouds");
  const water = inputOf("water");
  const sway = inputOf("sway");
  const lights = inputOf("lights");
  const focus = plan.camera.focus ?? scene.focus;
  const focusDepth = valueAt(scene.depth, focus[0], focus[1]);
  const camera = cameraPath({ plan, focus, focusDepth, aspect: frame.width / frame.height });
  return {
    plan,
    frame,
    camera,
    depth: toNodes(calmDepth(scene, camera), frame),
    oscillations: [
      ...(water === undefined ? [] : [waterMotion(water)]),
      ...(sway === undefined ? [] : [swayMotion(sway)]),
    ].filter(({ nodes }) => nodes.length > 0),
    clouds: clouds === undefined || front === undefined ? undefined : cloudDrift(clouds),
    skySeen: front === undefined ? new Uint8Array(frame.columns * frame.rows) : cellsWithSky(front, frame),
    lamps: lights === undefined || scene.lamps.length === 0 ? undefined : lampLight(lights),
  };
}
