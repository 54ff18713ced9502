import type { Arena } from "../arena.ts";
import { CELL_PX, type FrameGeometry } from "../frame-geometry.ts";
import { noiseTile, TILE_SIDE } from "./noise-tile.ts";
import type { Overlay, OverlayDesign } from "./overlay.ts";

/** An overlay's pictures in the shared memory, byte offsets. */
export interface OverlayPictures {
  /** One byte a pixel of the frame, cells filled up. */
  readonly plane: number;
  /** YUVA of one cell after the other. */
  readonly colours: number;
  /** The noise, which all overlays share. */
  readonly tile: number;
}

/** A worker's own blocks for one overlay, byte offsets. */
export interface OverlayRoom {
  /** 16 f32 a shape, and an i32 for each: which of them to draw. */
  readonly records: number;
  readonly order: number;
  /** Two lines of nodes of four f32 each. */
  readonly density: number;
  /** Two lines of (u, v) f32. */
  readonly nodes: number;
  /** What one call of the kernel takes besides. */
  readonly shape: number;
}

export const RECORD_FLOATS = 16;
/** Densities a node has: a sheet each. */
export const SHEETS = 4;
const SLACK = 64;

export function reserveOverlayPictures(
  arena: Arena,
  overlays: readonly Overlay[],
  { columns, rows }: FrameGeometry,
): OverlayPictures[] {
  const tile = overlays.length === 0 ? 0 : arena.reserve(TILE_SIDE * TILE_SIDE);
  return overlays.map(() => ({
    plane: arena.reserve(columns * rows * CELL_PX * CELL_PX + SLACK),
    colours: arena.reserve(columns * rows * 4),
    tile,
  }));
}

export function reserveOverlayRooms(
  arena: Arena,
  overlays: readonly Overlay[],
  { columns }: FrameGeometry,
): OverlayRoom[] {
  const nodes = (columns + 1) * 2;
  return overlays.map((overlay) => {
    const shapes = overlay.type === "shapes" ? overlay.swarm.count : 0;
    return {
      records: arena.reserve(shapes * RECORD_FLOATS * 4),
      order: arena.reserve(shapes * 4),
      density: arena.reserve(nodes * SHEETS * 4 + SLACK),
      nodes: arena.reserve(nodes * 8 + SLACK),
      shape: arena.reserve(SLACK),
    };
  });
}

/** The noise is the same in every clip: only where an overlay looks into it depends on the seed. */
const TILE_SEED = 20_240_611;

/** Paints what overlays lie behind, and their colours. */
export function paintOverlays(
  memory: WebAssembly.Memory,
  pictures: readonly OverlayPictures[],
  designs: readonly OverlayDesign[],
): void {
  const bytes = new Uint8Array(memory.buffer);
  pictures.forEach(({ plane, colours, tile }, index) => {
    const design = designs[index]!;
    bytes.set(design.plane(), plane);
    bytes.set(design.colours(), colours);
    if (index === 0) bytes.set(noiseTile(TILE_SEED), tile);
  });
}
