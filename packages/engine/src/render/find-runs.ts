import { CELL_PX } from "./frame-geometry.ts";
import type { Painting } from "./painting.ts";

/** Cells of one row, from `from` up to `to`, that are drawn alike. */
export interface Run {
  readonly from: number;
  to: number;
  /** The layer in front is in its own place here. */
  readonly still: boolean;
  /** The sky may be seen here. */
  readonly sky: boolean;
  /** Two phases of a flow are mixed here. */
  readonly flows: boolean;
}

/** Whether any of a cell's corners is marked. */
const anyCorner = (marks: Uint8Array, perRow: number, column: number): boolean =>
  marks[column] === 1 || marks[column + 1] === 1 || marks[perRow + column] === 1 || marks[perRow + column + 1] === 1;

/** Whether the sky may be seen in a cell: in its own place, or where its corners look. */
function seesSky(painting: Painting, row: number, column: number, still: boolean): boolean {
  const { recipe, layers, floats, perRow, room } = painting;
  const { frame, clouds, skySeen } = recipe;
  if (clouds === undefined) return false;
  if (still) return skySeen[row * frame.columns + column] === 1;
  const { rest } = layers;
  const base = room.restNodes / 4;
  for (const corner of [column, column + 1, perRow + column, perRow + column + 1]) {
    const x = (floats[base + corner * 2]! - rest.padX + 0.5) / rest.scaleX;
    const y = (floats[base + corner * 2 + 1]! - rest.padY + 0.5) / rest.scaleY;
    const cellX = Math.min(Math.max(Math.floor(x / CELL_PX), 0), frame.columns - 1);
    const cellY = Math.min(Math.max(Math.floor(y / CELL_PX), 0), frame.rows - 1);
    if (skySeen[cellY * frame.columns + cellX] === 1) return true;
  }
  return false;
}

/** The row at hand in runs: what stands still is copied, what nothing shows behind is not composed. */
export function findRuns(painting: Painting, row: number): Run[] {
  const { moved, flow, perRow, recipe } = painting;
  const runs: Run[] = [];
  let last: Run | undefined;
  for (let column = 0; column < recipe.frame.columns; column += 1) {
    const still = !anyCorner(moved, perRow, column);
    const flows = flow !== undefined && anyCorner(flow.flows, perRow, column);
    const sky = seesSky(painting, row, column, still);
    if (last?.still === still && last.sky === sky && last.flows === flows) {
      last.to = column + 1;
      continue;
    }
    last = { from: column, to: column + 1, still, sky, flows };
    runs.push(last);
  }
  return runs;
}
