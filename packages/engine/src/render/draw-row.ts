import { drawSky, laySkyNodes } from "./draw-sky.ts";
import { CELL_PX } from "./frame-geometry.ts";
import { findRuns, type Run } from "./find-runs.ts";
import { layRestNodes } from "./lay-nodes.ts";
import { drawOverlays, showsOverlay } from "./overlay/draw-overlays.ts";
import { changedCells, type LightLines } from "./light-lines.ts";
import type { Painting } from "./painting.ts";

/** How a row of cells of the frame at hand is to be drawn; lays its nodes. */
export function planRow(painting: Painting, row: number): Run[] {
  layRestNodes(painting, row);
  return findRuns(painting, row);
}

/** Whether a row shows nothing but the photograph in its own place and light. */
export const showsPhotograph = (painting: Painting, row: number, runs: readonly Run[]): boolean =>
  runs.every(({ still, sky, flows }) => still && !sky && !flows) &&
  !isChanged(painting.shades) &&
  !isChanged(painting.lamps) &&
  !showsOverlay(painting, painting.overlays, row);

/** Draws the row of cells that was planned last into the painting's strip, back to front. */
export function drawRow(painting: Painting, row: number, runs: readonly Run[]): void {
  if (runs.some(({ sky }) => sky)) laySkyNodes(painting, row);
  for (const run of runs) drawRun(painting, run, row);
  drawLight(painting);
  drawOverlays(painting, painting.overlays, row);
}

function drawRun(painting: Painting, run: Run, row: number): void {
  const { kernel, layers, room, recipe, perRow, moment } = painting;
  const { stride } = recipe.frame;
  const { rest, still, restStill } = layers;
  const { from, to } = run;
  const above = row * CELL_PX * stride;
  // At the start the sky is in its own place too: the photograph itself. But in a loop that frame would stand out.
  const composed = run.sky && (!run.still || moment.seconds > 0 || recipe.plan.loop);
  if (composed) drawSky(painting, run);
  if (run.flows) {
    drawFlow(painting, run, composed ? room.front : room.strip);
    if (composed) kernel.stillOver(room.strip, stride, room.front, stride, from, to, CELL_PX);
  } else if (composed && run.still && restStill !== undefined) {
    kernel.stillOver(room.strip, stride, restStill + above, stride, from, to, CELL_PX);
  } else if (composed) {
    kernel.warpOver(room.strip, stride, rest.offset, rest.stride, room.restNodes, perRow * 8, from, to, CELL_PX);
  } else if (run.still) {
    kernel.copyStill(room.strip, stride, still + above, stride, from, to, CELL_PX);
  } else {
    kernel.warp(room.strip, stride, rest.offset, rest.stride, room.restNodes, perRow * 8, from, to, CELL_PX);
  }
}

/** What flows: two phases of it, mixed. Where the sky shows through, the mix is left as it is: tones are those of opaque colours. */
function drawFlow({ kernel, layers, room, recipe, perRow, flow }: Painting, run: Run, target: number): void {
  if (flow === undefined) return;
  const { stride } = recipe.frame;
  const { rest } = layers;
  const { from, to } = run;
  const [nodes, tones] = [perRow * 8, perRow * 16];
  const share = Math.round(256 * flow.share);
  kernel.warp(target, stride, rest.offset, rest.stride, room.restNodes, nodes, from, to, CELL_PX);
  kernel.warpMix(target, stride, rest.offset, rest.stride, room.flowNodes, nodes, from, to, CELL_PX, share);
  if (!run.sky) kernel.enliven(target, stride, room.tones, tones, from, to, CELL_PX);
}

const isChanged = (lines: LightLines | undefined): boolean => lines !== undefined && changedCells(lines) !== undefined;

/** Slopes, flames and lamps: light laid over what is drawn. */
function drawLight({ kernel, layers, room, recipe, perRow, floats, shades, lamps }: Painting): void {
  const { stride } = recipe.frame;
  const shaded = shades === undefined ? undefined : changedCells(shades);
  if (shades !== undefined && shaded !== undefined) {
    floats.set(shades, room.gains / 4);
    kernel.shade(room.strip, stride, room.gains, perRow * 4, shaded.from, shaded.to, CELL_PX);
  }
  const lit = lamps === undefined ? undefined : changedCells(lamps);
  if (layers.light !== undefined && lamps !== undefined && lit !== undefined) {
    const { offset, stride: texels } = layers.light;
    floats.set(lamps, room.gains / 4);
    const [nodes, gains] = [perRow * 8, perRow * 4];
    kernel.warpLight(
      room.strip,
      stride,
      offset,
      texels,
      room.restNodes,
      nodes,
      room.gains,
      gains,
      lit.from,
      lit.to,
      CELL_PX,
    );
  }
}
