import { cameraPose } from "./camera.ts";
import { layView } from "./lay-nodes.ts";
import { drawRow, planRow, showsPhotograph } from "./draw-row.ts";
import { lampGains } from "./effects/lights.ts";
import { beginFlow } from "./flow-work.ts";
import { CELL_PX } from "./frame-geometry.ts";
import { momentOf } from "./motion-clock.ts";
import { addOscillation, clearField } from "./oscillation.ts";
import { beginOverlays } from "./overlay/draw-overlays.ts";
import { newPainting, type PainterInput, type Painting } from "./painting.ts";

/** A frame being written: planes whose rows are as long as the cells. */
export interface FrameSlot {
  readonly y: number;
  readonly u: number;
  readonly v: number;
}

export interface FramePainter {
  /** Works out what moves where in a frame; the rows of that frame may then be painted in any order. */
  begin(frame: number): void;
  paintRow(row: number, slot: FrameSlot): void;
}

/** Draws rows of cells of any frame of a clip: pure but for the memory that it writes, so any split of rows gives the same clip. */
export function createFramePainter(input: PainterInput): FramePainter {
  const painting = newPainting(input);
  /** Rows of cells that show the photograph as it is, per slot: they need not be painted there again. */
  const stillRows = new Map<FrameSlot, Set<number>>();
  return {
    begin: (frame) => beginFrame(painting, frame),
    paintRow(row, slot) {
      const runs = planRow(painting, row);
      const still = stillRows.get(slot) ?? new Set();
      stillRows.set(slot, still);
      const isStill = showsPhotograph(painting, row, runs);
      if (isStill && still.has(row)) return;
      if (isStill) still.add(row);
      else still.delete(row);
      drawRow(painting, row, runs);
      pack(painting, row, slot);
    },
  };
}

function beginFrame(painting: Painting, index: number): void {
  const { recipe, field, lampLevel } = painting;
  painting.moment = momentOf(recipe.plan, index);
  painting.pose = cameraPose(recipe.camera, painting.moment);
  painting.laidRow = undefined;
  layView(painting);
  if (recipe.oscillations.length > 0) clearField(field);
  for (const oscillation of recipe.oscillations) addOscillation(field, oscillation, painting.moment);
  if (recipe.lamps !== undefined) lampGains(recipe.lamps, painting.moment, lampLevel);
  if (painting.flow !== undefined) beginFlow(painting.flow, painting.moment.seconds);
  beginOverlays(painting, painting.overlays);
}

function pack({ kernel, room, recipe }: Painting, row: number, { y, u, v }: FrameSlot): void {
  const { columns, stride } = recipe.frame;
  const width = columns * CELL_PX;
  for (let line = 0; line < CELL_PX; line += 2) {
    const top = row * CELL_PX + line;
    const chroma = (top / 2) * (width / 2);
    const at = room.strip + line * stride;
    kernel.packRows(at, stride, y + top * width, width, u + chroma, v + chroma, width);
  }
}
