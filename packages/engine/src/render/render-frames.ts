import { Worker } from "node:worker_threads";
import type { MotionPlan, PictureSize } from "@kinora/contract";
import type { I420Frame, RgbImage } from "@kinora/media";
import type { Masks } from "../masks/read-masks.ts";
import type { SceneMaps } from "../scene.ts";
import { type Arena, createArena } from "./arena.ts";
import { imageAt } from "./enlarge-image.ts";
import { foreground } from "./foreground.ts";
import { CELL_PX, frameGeometry, type FrameGeometry, nodeCount } from "./frame-geometry.ts";
import { free, newControl, open, SLOTS, slotOf, stop, waitForFrame } from "./frame-line.ts";
import type { FrameSlot } from "./frame-painter.ts";
import { heldStill } from "./held-still.ts";
import { compileKernel, openKernel } from "./kernel/kernel.ts";
import { paintLayers, reserveLayers } from "./layers.ts";
import { frameCount } from "./motion-clock.ts";
import { designOverlays } from "./overlay/design-overlays.ts";
import type { Overlay } from "./overlay/overlay.ts";
import { paintOverlays, reserveOverlayRooms } from "./overlay/overlay-room.ts";
import type { Scratch } from "./paint-texture.ts";
import type { PainterRoom } from "./painting.ts";
import { makeRecipe } from "./recipe.ts";
import { effectInputs } from "./regions.ts";
import type { WorkerOrder } from "./render-worker.ts";

export interface RenderInput {
  readonly image: RgbImage;
  readonly scene: SceneMaps;
  /** A plan that this engine renders in full (see abilities.ts). */
  readonly plan: MotionPlan;
  /** The masks of the plan (see masks/read-masks.ts); absent when it has none. */
  readonly masks?: Masks;
  readonly size: PictureSize;
  /** Threads that paint; the clip is the same for any number. */
  readonly workers: number;
}

/** What a painter lets go is small: without this its heap grows by 16 MB before it is looked through. */
const YOUNG = { maxYoungGenerationSizeMb: 4 };

function reserveRoom(arena: Arena, frame: FrameGeometry, overlays: readonly Overlay[]): PainterRoom {
  const { columns, stride } = frame;
  const nodes = (columns + 1) * 8 * 2 + 64;
  return {
    strip: arena.reserve(stride * CELL_PX),
    restNodes: arena.reserve(nodes),
    depth: arena.reserve(nodeCount(frame) * 4),
    view: arena.reserve(32),
    skyNodes: arena.reserve(nodes),
    youngSkyNodes: arena.reserve(nodes),
    flowNodes: arena.reserve(nodes),
    front: arena.reserve(stride * CELL_PX),
    tones: arena.reserve(2 * nodes),
    skyTones: arena.reserve(2 * nodes),
    gains: arena.reserve(nodes),
    overlays: reserveOverlayRooms(arena, overlays, frame),
  };
}

/** Bytes behind a plane that the kernel may write. */
const SLACK = 64;

/**
 * Planes of frames, each one behind the other, rows as long as the cells. They lie where the layers were painted with, which
 * who paints frames needs no more; only of a frame so narrow that its cells hang far over, that room is too small.
 */
function reserveSlots(arena: Arena, { luma: from, blurred }: Scratch, { columns, rows }: FrameGeometry): FrameSlot[] {
  const luma = columns * CELL_PX * rows * CELL_PX;
  const bytes = Math.ceil(((luma * 3) / 2 + SLACK) / 64) * 64;
  // The blurred values take as much room as the sharp ones, but for how blocks are aligned.
  const room = 2 * (blurred - from) - SLACK;
  const start = SLOTS * bytes <= room ? from : arena.reserve(SLOTS * bytes);
  return Array.from({ length: SLOTS }, (_, slot) => {
    const y = start + slot * bytes;
    return { y, u: y + luma, v: y + (luma * 5) / 4 };
  });
}

/** Reads a painted slot as a frame of the clip's own size; without a copy where cells and frame agree. */
function frameIn(
  memory: WebAssembly.Memory,
  slot: FrameSlot,
  { width, height, columns, rows }: FrameGeometry,
): I420Frame {
  const stride = columns * CELL_PX;
  const bytes = (width * height * 3) / 2;
  if (stride === width && rows * CELL_PX === height) {
    return { width, height, data: new Uint8Array(memory.buffer, slot.y, bytes) };
  }
  const source = new Uint8Array(memory.buffer);
  const data = new Uint8Array(bytes);
  let to = 0;
  const copyPlane = (from: number, planeWidth: number, planeHeight: number, planeStride: number): void => {
    for (let row = 0; row < planeHeight; row += 1) {
      data.set(source.subarray(from + row * planeStride, from + row * planeStride + planeWidth), to);
      to += planeWidth;
    }
  };
  copyPlane(slot.y, width, height, stride);
  copyPlane(slot.u, width / 2, height / 2, stride / 2);
  copyPlane(slot.v, width / 2, height / 2, stride / 2);
  return { width, height, data };
}

interface Prepared {
  /** What each worker gets, but for its number and room. */
  readonly order: Omit<WorkerOrder, "worker" | "room">;
  readonly rooms: readonly PainterRoom[];
  /** Paints the layers: workers may start before it is done, and paint frames after. */
  readonly paint: () => Promise<void>;
}

/** Lays out a clip in shared memory. */
async function prepare(input: RenderInput): Promise<Prepared> {
  const { image, scene, plan, size, workers, masks = new Map() } = input;
  const frame = frameGeometry(size);
  const picture = await imageAt(image, size);
  const held = heldStill({ plan, scene, frame, masks });
  const inputs = effectInputs({ plan, scene, frame, masks, held });
  const skies = inputs.filter(({ effect }) => effect.kind === "clouds").map(({ region }) => region.map);
  const front = skies.length > 0 ? foreground({ skies, thin: scene.thin, held: held?.map }, picture) : undefined;
  const designs = designOverlays(inputs, picture);
  const overlays = designs.map(({ overlay }) => overlay);
  const recipe = makeRecipe({ plan, scene, frame, inputs, held, front, overlays });
  const arena = createArena();
  const { scratch, ...layers } = reserveLayers(arena, recipe, image);
  const rooms = Array.from({ length: workers }, () => reserveRoom(arena, frame, overlays));
  const slots = reserveSlots(arena, scratch, frame);
  const memory = arena.open();
  const module = await compileKernel();
  const painter = { kernel: openKernel(module, memory), memory, scratch };
  const control = newControl();
  return {
    order: { module, memory, control, recipe, layers, slots, frames: frameCount(plan), workers },
    rooms,
    paint: async () => {
      await paintLayers(painter, layers, { image, picture, front, scene, recipe });
      paintOverlays(memory, layers.overlays, designs);
    },
  };
}

/**
 * The frames of a clip, in order, painted by worker threads over shared memory. A frame's data may lie in that memory: it
 * is good until the next one is asked for. Ending the iteration early ends the workers.
 */
export async function* renderFrames(input: RenderInput): AsyncGenerator<I420Frame, void, undefined> {
  const { order, rooms, paint } = await prepare(input);
  const { control, frames, memory, recipe, slots, workers } = order;
  const threads = rooms.map(
    (room, worker) =>
      new Worker(new URL("render-worker.ts", import.meta.url), {
        workerData: { ...order, room, worker } satisfies WorkerOrder,
        resourceLimits: YOUNG,
      }),
  );
  const broken = new Promise<never>((_, reject) => {
    for (const thread of threads) thread.once("error", reject);
  });
  broken.catch(() => undefined);
  try {
    await Promise.race([paint(), broken]);
    open(control);
    for (let frame = 0; frame < frames; frame += 1) {
      await Promise.race([waitForFrame(control, frame, workers), broken]);
      yield frameIn(memory, slots[slotOf(frame)]!, recipe.frame);
      free(control, frame);
    }
  } finally {
    stop(control);
    await Promise.all(threads.map((thread) => thread.terminate()));
  }
}
