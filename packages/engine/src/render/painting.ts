import { cameraPose, type CameraPose } from "./camera.ts";
import { type FlowWork, newFlowWork } from "./flow-work.ts";
import { nodeCount } from "./frame-geometry.ts";
import type { Kernel } from "./kernel/kernel.ts";
import type { Layers } from "./layers.ts";
import { type Moment, momentOf } from "./motion-clock.ts";
import type { LightLines } from "./light-lines.ts";
import { type MotionField, newField, type Oscillation } from "./oscillation.ts";
import { newOverlayWork, type OverlayWork } from "./overlay/overlay-work.ts";
import type { OverlayRoom } from "./overlay/overlay-room.ts";
import type { Recipe } from "./recipe.ts";
import { type ToneMaps, tonesIn } from "./tones.ts";

/** A worker's own blocks in the shared memory, byte offsets. */
export interface PainterRoom {
  /** One row of cells of YUVA pixels. */
  readonly strip: number;
  /** Two rows of nodes (u, v as f32) each, 64 bytes of slack. */
  readonly restNodes: number;
  /** The depth of the recipe, and the camera's view of the frame at hand: 8 f32 (kernel/assembly/look.ts). */
  readonly depth: number;
  readonly view: number;
  readonly skyNodes: number;
  readonly youngSkyNodes: number;
  readonly flowNodes: number;
  /** A second row of cells of YUVA pixels: what flows before the sky is put together there. */
  readonly front: number;
  /** Two rows of four f32 a node: gain and tone of what two phases lose in contrast. */
  readonly tones: number;
  readonly skyTones: number;
  /** Two rows of f32, one per node. */
  readonly gains: number;
  /** For each overlay of the recipe. */
  readonly overlays: readonly OverlayRoom[];
}

export interface PainterInput {
  readonly kernel: Kernel;
  readonly memory: WebAssembly.Memory;
  readonly recipe: Recipe;
  readonly layers: Layers;
  readonly room: PainterRoom;
}

/** What one worker knows while it paints: the clip's recipe and layers, and the state of the frame at hand. */
export interface Painting extends PainterInput {
  /** The shared memory as floats. */
  readonly floats: Float32Array;
  /** Nodes a row of cells has: one more than cells. */
  readonly perRow: number;
  /** Displacement and brightness of the frame at hand, per node. */
  readonly field: MotionField;
  /** Light of the lamps in the frame at hand, per node. */
  readonly lampLevel: Float32Array;
  /** For the two rows of nodes at hand, the light of slopes and flames and that of lamps, where the camera looks. */
  readonly shades: LightLines | undefined;
  readonly lamps: LightLines | undefined;
  /** For the two rows of nodes at hand, 1 where the picture is not in its own place. */
  readonly moved: Uint8Array;
  readonly flow: FlowWork | undefined;
  readonly skyTones: ToneMaps | undefined;
  readonly overlays: OverlayWork;
  moment: Moment;
  pose: CameraPose;
  /** The row of this frame whose nodes of the layer in front were laid last. */
  laidRow: number | undefined;
}

const changesLight = ({ modes }: Oscillation): boolean => modes.some(({ shade }) => shade !== 0);

export function newPainting(input: PainterInput): Painting {
  const { recipe, memory, layers, room } = input;
  const { frame, plan, camera, flow, overlays } = recipe;
  const { restTones, skyTones } = layers;
  const perRow = frame.columns + 1;
  const moment = momentOf(plan, 0);
  const floats = new Float32Array(memory.buffer);
  floats.set(recipe.depth, room.depth / 4);
  return {
    ...input,
    floats,
    perRow,
    field: newField(nodeCount(frame)),
    lampLevel: new Float32Array(nodeCount(frame)).fill(1),
    shades: recipe.oscillations.some(changesLight) ? new Float32Array(2 * perRow).fill(1) : undefined,
    lamps: recipe.lamps === undefined ? undefined : new Float32Array(2 * perRow).fill(1),
    moved: new Uint8Array(2 * perRow),
    flow:
      flow === undefined || restTones === undefined
        ? undefined
        : newFlowWork({ motion: flow, tones: restTones, memory, frame }),
    skyTones: skyTones === undefined ? undefined : tonesIn(memory, skyTones, frame),
    overlays: newOverlayWork({ overlays, pictures: layers.overlays, rooms: room.overlays, memory, rows: frame.rows }),
    moment,
    pose: cameraPose(camera, moment),
    laidRow: undefined,
  };
}
