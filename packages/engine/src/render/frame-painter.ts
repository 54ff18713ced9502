import { cameraPose, type CameraPose } from "./camera.ts";
import { driftShare } from "./effects/clouds.ts";
import { lampGains } from "./effects/lights.ts";
import { CELL_PX, nodeCount } from "./frame-geometry.ts";
import type { Kernel } from "./kernel/kernel.ts";
import type { Layers } from "./layers.ts";
import { type Moment, momentOf } from "./motion-clock.ts";
import { nodeValueAt } from "./node-map.ts";
import { addOscillation, clearField, newField } from "./oscillation.ts";
import type { Texture } from "./paint-texture.ts";
import type { Recipe } from "./recipe.ts";

/** A worker's own blocks in the shared memory, byte offsets. */
export interface PainterRoom {
  /** One row of cells of YUVA pixels. */
  readonly strip: number;
  /** Two rows of nodes (u, v as f32) each, 64 bytes of slack. */
  readonly restNodes: number;
  readonly skyNodes: number;
  /** Two rows of f32, one per node. */
  readonly gains: number;
}

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

/** Closer to its own place than this (texels), a corner counts as not moved. */
const STILL = 1 / 256;

export interface PainterInput {
  readonly kernel: Kernel;
  readonly memory: WebAssembly.Memory;
  readonly recipe: Recipe;
  readonly layers: Layers;
  readonly room: PainterRoom;
}

/** Cells of one row that are drawn alike. */
interface Run {
  readonly from: number;
  readonly to: number;
  readonly still: boolean;
  readonly sky: boolean;
}

/** Draws rows of cells of any frame of a clip: pure but for the memory that it writes, so any split of rows gives the same clip. */
export function createFramePainter({ kernel, memory, recipe, layers, room }: PainterInput): FramePainter {
  const { frame, plan, clouds, lamps } = recipe;
  const perRow = frame.columns + 1;
  const nodeStride = perRow * 8;
  const field = newField(nodeCount(frame));
  const lampLevel = new Float32Array(nodeCount(frame)).fill(1);
  const floats = new Float32Array(memory.buffer);
  const moved = new Uint8Array(2 * perRow);
  let moment: Moment = momentOf(plan, 0);
  let pose: CameraPose = cameraPose(plan, moment, recipe.focus);
  let skyAtRest = true;

  /** Where a place of the frame (px) looks into the picture, for something at a depth. */
  const lookX = (x: number, depth: number): number => {
    const zoom = pose.zoomFar + (pose.zoomNear - pose.zoomFar) * depth;
    const shift = pose.shiftXFar + (pose.shiftXNear - pose.shiftXFar) * depth;
    return pose.focusX * frame.width + (x - pose.focusX * frame.width) / zoom + shift * frame.width;
  };
  const lookY = (y: number, depth: number): number => {
    const zoom = pose.zoomFar + (pose.zoomNear - pose.zoomFar) * depth;
    const shift = pose.shiftYFar + (pose.shiftYNear - pose.shiftYFar) * depth;
    return pose.focusY * frame.height + (y - pose.focusY * frame.height) / zoom + shift * frame.height;
  };
  const toTexels = (at: number, { scaleX, padX, scaleY, padY }: Texture, x: number, y: number): void => {
    floats[at] = x * scaleX - 0.5 + padX;
    floats[at + 1] = y * scaleY - 0.5 + padY;
  };

  const layRestNodes = (row: number, line: 0 | 1): void => {
    const { rest } = layers;
    const y = row * CELL_PX + 0.5;
    for (let column = 0; column < perRow; column += 1) {
      const x = column * CELL_PX + 0.5;
      const depth = recipe.depth[row * perRow + column]!;
      const px = lookX(x, depth);
      const py = lookY(y, depth);
      const qx = px + nodeValueAt(field.x, frame, px - 0.5, py - 0.5);
      const qy = py + nodeValueAt(field.y, frame, px - 0.5, py - 0.5);
      const at = room.restNodes / 4 + (line * perRow + column) * 2;
      toTexels(at, rest, qx, qy);
      moved[line * perRow + column] =
        Math.abs(qx - x) * rest.scaleX > STILL || Math.abs(qy - y) * rest.scaleY > STILL ? 1 : 0;
    }
  };

  const laySkyNodes = (row: number, line: 0 | 1, seconds: number): void => {
    if (layers.sky === undefined || clouds === undefined) return;
    const y = row * CELL_PX + 0.5;
    const qy = lookY(y, 0);
    const share = driftShare(clouds, qy) * seconds;
    for (let column = 0; column < perRow; column += 1) {
      const qx = lookX(column * CELL_PX + 0.5, 0);
      const at = room.skyNodes / 4 + (line * perRow + column) * 2;
      toTexels(at, layers.sky, qx - clouds.speedX * share, qy - clouds.speedY * share);
    }
  };

  const layGains = (row: number, levels: Float32Array): void => {
    floats.set(levels.subarray(row * perRow, (row + 2) * perRow), room.gains / 4);
  };

  /** Whether any corner of the cells' corners has moved. */
  const cellMoved = (column: number): boolean =>
    moved[column] === 1 || moved[column + 1] === 1 || moved[perRow + column] === 1 || moved[perRow + column + 1] === 1;

  /** Whether the sky may be seen in a cell of the frame, given where its corners look. */
  const cellSky = (column: number): boolean => {
    if (clouds === undefined) return false;
    const at = room.restNodes / 4;
    const { rest } = layers;
    for (const corner of [column, column + 1, perRow + column, perRow + column + 1]) {
      const x = (floats[at + corner * 2]! - rest.padX + 0.5) / rest.scaleX;
      const y = (floats[at + corner * 2 + 1]! - rest.padY + 0.5) / rest.scaleY;
      const cellX = Math.min(Math.max(Math.floor(x / CELL_PX), 0), frame.columns - 1);
      const cellY = Math.min(Math.max(Math.floor(y / CELL_PX), 0), frame.rows - 1);
      if (recipe.skySeen[cellY * frame.columns + cellX] === 1) return true;
    }
    return false;
  };

  const runsOf = (): Run[] => {
    const runs: Run[] = [];
    let from = 0;
    for (let column = 0; column < frame.columns; column += 1) {
      const still = !cellMoved(column);
      const sky = cellSky(column);
      const last = runs.at(-1);
      if (last !== undefined && last.still === still && last.sky === sky) runs.pop();
      else from = column;
      runs.push({ from, to: column + 1, still, sky });
    }
    return runs;
  };

  const drawSky = ({ from, to }: Run, row: number): void => {
    const { sky } = layers;
    if (sky === undefined || clouds === undefined) return;
    const paint = (weight?: number): void => {
      const target = room.strip;
      if (weight === undefined)
        kernel.warp(target, frame.stride, sky.offset, sky.stride, room.skyNodes, nodeStride, from, to, CELL_PX);
      else
        kernel.warpMix(
          target,
          frame.stride,
          sky.offset,
          sky.stride,
          room.skyNodes,
          nodeStride,
          from,
          to,
          CELL_PX,
          weight,
        );
    };
    paint();
    if (clouds.fadeSeconds === undefined) return;
    const back = moment.seconds - clouds.fadeSeconds;
    laySkyNodes(row, 0, back);
    laySkyNodes(row + 1, 1, back);
    paint(Math.round(256 * (moment.seconds / clouds.fadeSeconds)));
    laySkyNodes(row, 0, moment.seconds);
    laySkyNodes(row + 1, 1, moment.seconds);
  };

  const drawRun = (run: Run, row: number): void => {
    const { from, to, still, sky } = run;
    const { rest } = layers;
    const behind = sky && !(still && skyAtRest);
    const rowAt = row * CELL_PX * frame.stride;
    if (!behind && still) {
      kernel.copyStill(room.strip, frame.stride, layers.still + rowAt, frame.stride, from, to, CELL_PX);
    } else if (!behind) {
      kernel.warp(room.strip, frame.stride, rest.offset, rest.stride, room.restNodes, nodeStride, from, to, CELL_PX);
    } else {
      drawSky(run, row);
      if (still && layers.restStill !== undefined) {
        kernel.stillOver(room.strip, frame.stride, layers.restStill + rowAt, frame.stride, from, to, CELL_PX);
      } else {
        kernel.warpOver(
          room.strip,
          frame.stride,
          rest.offset,
          rest.stride,
          room.restNodes,
          nodeStride,
          from,
          to,
          CELL_PX,
        );
      }
    }
  };

  const anyGain = (levels: Float32Array, row: number): boolean => {
    for (let node = row * perRow; node < (row + 2) * perRow; node += 1) if (levels[node] !== 1) return true;
    return false;
  };

  const drawLight = (row: number): void => {
    const { strip, restNodes, gains } = room;
    const { columns, stride } = frame;
    if (recipe.oscillations.length > 0 && anyGain(field.gain, row)) {
      layGains(row, field.gain);
      kernel.shade(strip, stride, gains, perRow * 4, 0, columns, CELL_PX);
    }
    if (layers.light !== undefined && anyGain(lampLevel, row)) {
      const { offset, stride: texels } = layers.light;
      layGains(row, lampLevel);
      kernel.warpLight(strip, stride, offset, texels, restNodes, nodeStride, gains, perRow * 4, 0, columns, CELL_PX);
    }
  };

  const pack = (row: number, { y, u, v }: FrameSlot): void => {
    const width = frame.columns * CELL_PX;
    for (let line = 0; line < CELL_PX; line += 2) {
      const top = row * CELL_PX + line;
      const chroma = (top / 2) * (width / 2);
      kernel.packRows(
        room.strip + line * frame.stride,
        frame.stride,
        y + top * width,
        width,
        u + chroma,
        v + chroma,
        width,
      );
    }
  };

  return {
    begin(index) {
      moment = momentOf(plan, index);
      pose = cameraPose(plan, moment, recipe.focus);
      skyAtRest = moment.seconds === 0;
      clearField(field);
      for (const oscillation of recipe.oscillations) addOscillation(field, oscillation, moment);
      if (lamps !== undefined) lampGains(lamps, moment, lampLevel);
    },
    paintRow(row, slot) {
      layRestNodes(row, 0);
      layRestNodes(row + 1, 1);
      laySkyNodes(row, 0, moment.seconds);
      laySkyNodes(row + 1, 1, moment.seconds);
      for (const run of runsOf()) drawRun(run, row);
      drawLight(row);
      pack(row, slot);
    },
  };
}
