import type { Overlay, ShapesOverlay } from "./overlay.ts";
import type { OverlayPictures, OverlayRoom } from "./overlay-room.ts";
import type { Whereabouts } from "./swarm.ts";

/** The shapes of the frame at hand: which of them reach into which row of cells. */
export interface ShapesState {
  readonly where: Whereabouts;
  /** First and last row of cells that a shape reaches into; first > last: it is not seen. */
  readonly firstRow: Int16Array;
  readonly lastRow: Int16Array;
  /** Shapes of row r: `entries` from `starts[r]` up to `starts[r + 1]`. */
  readonly starts: Int32Array;
  entries: Int32Array;
  /** The shared memory as whole numbers. */
  readonly words: Int32Array;
}

const newShapesState = ({ swarm }: ShapesOverlay, rows: number, memory: WebAssembly.Memory): ShapesState => ({
  words: new Int32Array(memory.buffer),
  where: { x: 0, y: 0, age: 0, turn: 0 },
  firstRow: new Int16Array(swarm.count),
  lastRow: new Int16Array(swarm.count),
  starts: new Int32Array(rows + 2),
  entries: new Int32Array(swarm.count * 2),
});

/** What drawing one overlay of noise takes. */
export interface VeilDrawing {
  readonly room: OverlayRoom;
  readonly pictures: OverlayPictures;
  /** The shared memory as bytes. */
  readonly bytes: Uint8Array;
  /** The line of nodes of the frame at hand whose densities were laid last. */
  laidLine: number | undefined;
}

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
