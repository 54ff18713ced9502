import type { EffectKind, MotionPlan } from "@kinora/contract";
import type { FloatMap, SceneMaps } from "../scene.ts";
import { calmDepth } from "./calm-depth.ts";
import { type CameraPath, cameraPath } from "./camera.ts";
import { cloudDrift, type CloudDrift } from "./effects/clouds.ts";
import type { EffectInput } from "./effects/effect-input.ts";
import { flowVelocity } from "./effects/flow.ts";
import { lampLight, type LampLight } from "./effects/lights.ts";
import { swingsOf } from "./effects/swings.ts";
import { strokesVelocity } from "./effects/strokes.ts";
import { addVelocities, type FlowMotion, flowMotion } from "./flow-motion.ts";
import type { FrameGeometry } from "./frame-geometry.ts";
import { type HeldStill, holdBack } from "./held-still.ts";
import { joinLamps } from "./join-lamps.ts";
import { limitTogether } from "./move-together.ts";
import { type NodeMap, toNodes, valueAt } from "./node-map.ts";
import type { Oscillation } from "./oscillation.ts";
import { restlessNodes } from "./restless.ts";
import type { Overlay } from "./overlay/overlay.ts";

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
  /** In a loop, per node, 1 where the picture is sampled in every frame. */
  readonly restless: Uint8Array | undefined;
  readonly clouds: CloudDrift | undefined;
  /** Per cell, 1 where the sky may be seen through the layer in front of it. */
  readonly skySeen: Uint8Array;
  readonly lamps: LampLight | undefined;
  /** What flows, of effects and strokes together. */
  readonly flow: FlowMotion | undefined;
  /** What is laid over the picture, in the order in which it is drawn. */
  readonly overlays: readonly Overlay[];
}

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

/** What a recipe is made from. */
export interface RecipeInput {
  readonly plan: MotionPlan;
  readonly scene: SceneMaps;
  readonly frame: FrameGeometry;
  /** One for each effect of the plan. */
  readonly inputs: readonly EffectInput[];
  readonly held: HeldStill | undefined;
  /** The foreground's mask at the frame's size; undefined when nothing moves behind it. */
  readonly front: FloatMap | undefined;
  readonly overlays: readonly Overlay[];
}

/** All that flows: currents, skies beyond the first (which alone has a layer of its own), and strokes. */
function flowOf({ plan, frame, inputs, held }: RecipeInput): FlowMotion | undefined {
  const clouds = inputs.filter(({ effect }) => effect.kind === "clouds").slice(1);
  const currents = inputs.filter(({ effect }) => effect.kind === "flow");
  const strokes = plan.strokes.length === 0 ? [] : [strokesVelocity(plan.strokes, frame, held)];
  const velocity = addVelocities([...[...currents, ...clouds].map(flowVelocity), ...strokes]);
  return velocity === undefined ? undefined : flowMotion(velocity, plan, frame);
}

export function makeRecipe(input: RecipeInput): Recipe {
  const { plan, scene, frame, inputs, held, front } = input;
  const inputsOf = (kind: EffectKind): EffectInput[] => inputs.filter(({ effect }) => effect.kind === kind);
  const [clouds] = inputsOf("clouds");
  const focus = plan.camera.focus ?? scene.focus;
  const focusDepth = valueAt(scene.depth, focus[0], focus[1]);
  const camera = cameraPath({ plan, focus, focusDepth, aspect: frame.width / frame.height });
  const swings = inputs
    .flatMap(swingsOf)
    .filter(({ nodes }) => nodes.length > 0)
    .map((oscillation) => holdBack(oscillation, held, frame));
  const flow = flowOf(input);
  const oscillations = limitTogether(swings, flow, { frame, seconds: plan.duration_seconds });
  return {
    plan,
    frame,
    camera,
    depth: toNodes(calmDepth(scene, camera), frame),
    oscillations,
    restless: restlessNodes(plan, { oscillations, flow }, frame),
    clouds: clouds === undefined || front === undefined ? undefined : cloudDrift(clouds),
    skySeen: front === undefined ? new Uint8Array(frame.columns * frame.rows) : cellsWithSky(front, frame),
    flow,
    overlays: input.overlays,
    lamps: joinLamps(inputsOf("lights").map(lampLight)),
  };
}
