import type { Painting } from "../painting.ts";
import { beginShapes, drawShapes, newShapesState, type ShapesState, showsShapes } from "./draw-shapes.ts";
import { drawMist, drawShade, drawShafts, showsNoise, type VeilDrawing } from "./draw-veil.ts";
import type { Overlay, ShapesOverlay } from "./overlay.ts";
import type { OverlayPictures, OverlayRoom } from "./overlay-room.ts";

/** One overlay and what a worker keeps for it while it paints. */
type Work =
  | {
      readonly overlay: ShapesOverlay;
      readonly state: ShapesState;
      readonly room: OverlayRoom;
      readonly pictures: OverlayPictures;
    }
  | { readonly overlay: Exclude<Overlay, ShapesOverlay>; readonly drawing: VeilDrawing };

export type OverlayWork = readonly Work[];

export interface OverlayWorkInput {
  readonly overlays: readonly Overlay[];
  readonly pictures: readonly OverlayPictures[];
  readonly rooms: readonly OverlayRoom[];
  readonly memory: WebAssembly.Memory;
  /** Rows of cells of a frame. */
  readonly rows: number;
}

export function newOverlayWork({ overlays, pictures, rooms, memory, rows }: OverlayWorkInput): OverlayWork {
  return overlays.map((overlay, index): Work => {
    const [room, own] = [rooms[index]!, pictures[index]!];
    if (overlay.type === "shapes") {
      return { overlay, state: newShapesState(overlay, rows, memory), room, pictures: own };
    }
    return { overlay, drawing: { room, pictures: own, bytes: new Uint8Array(memory.buffer), laidLine: undefined } };
  });
}

/** Works out what the overlays show in the frame at hand, whose moment and camera are set. */
export function beginOverlays(painting: Painting, work: OverlayWork): void {
  for (const one of work) {
    if ("state" in one) beginShapes(painting, one.overlay, one);
    else one.drawing.laidLine = undefined;
  }
}

/** Whether an overlay shows anything in a row of cells of the frame at hand. */
export const showsOverlay = (painting: Painting, work: OverlayWork, row: number): boolean =>
  work.some((one) => ("state" in one ? showsShapes(one.state, row) : showsNoise(painting, one.overlay)));

/** Lays the overlays over a row of cells, in their order. The row's nodes of the layer in front are laid. */
export function drawOverlays(painting: Painting, work: OverlayWork, row: number): void {
  for (const one of work) {
    if ("state" in one) {
      if (showsShapes(one.state, row)) drawShapes(painting, one.overlay, { ...one, row });
      continue;
    }
    const { overlay, drawing } = one;
    if (!showsNoise(painting, overlay)) continue;
    if (overlay.type === "mist") drawMist(painting, overlay, drawing, row);
    else if (overlay.type === "shafts") drawShafts(painting, overlay, drawing, row);
    else drawShade(painting, overlay, drawing, row);
  }
}
