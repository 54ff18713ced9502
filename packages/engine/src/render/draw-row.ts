import { driftAge } from "./effects/clouds.ts";
import { CELL_PX } from "./frame-geometry.ts";
import { findRuns, type Run } from "./find-runs.ts";
import { layRestNodes, laySkyNodes } from "./lay-nodes.ts";
import { drawOverlays, showsOverlay } from "./overlay/draw-overlays.ts";
import type { Painting } from "./painting.ts";

/** How a row of cells of the frame at hand is to be drawn; lays its nodes. */
export function planRow(painting: Painting, row: number): Run[] {
  layRestNodes(painting, row);
  return findRuns(painting, row);
}

/** Whether a row shows nothing but the photograph in its own place and light. */
export const showsPhotograph = (painting: Painting, row: number, runs: readonly Run[]): boolean =>
  runs.every(({ still, sky, flows }) => still && !sky && !flows) &&
  !shadesWater(painting, row) &&
  !changesLamps(painting, row) &&
  !showsOverlay(painting, painting.overlays, row);

/** Draws the row of cells that was planned last into the painting's strip, back to front. */
export function drawRow(painting: Painting, row: number, runs: readonly Run[]): void {
  if (runs.some(({ sky }) => sky)) laySkyNodes(painting, row, skyAge(painting));
  for (const run of runs) drawRun(painting, run, row);
  drawLight(painting, row);
  drawOverlays(painting, painting.overlays, row);
}

function drawRun(painting: Painting, run: Run, row: number): void {
  const { kernel, layers, room, recipe, perRow, moment } = painting;
  const { stride } = recipe.frame;
  const { rest, still, restStill } = layers;
  const { from, to } = run;
  const above = row * CELL_PX * stride;
  // At the start the sky is in its own place too: the photograph itself.
  const composed = run.sky && !(run.still && moment.seconds === 0);
  if (composed) drawSky(painting, run, row);
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

const skyAge = ({ recipe, moment }: Painting): number =>
  recipe.clouds === undefined ? 0 : driftAge(recipe.clouds, moment.seconds);

/** The drifting sky; in a loop, cross-faded with the one that comes back to its start at the end. */
function drawSky(painting: Painting, { from, to }: Run, row: number): void {
  const { kernel, layers, room, recipe, perRow } = painting;
  const { sky } = layers;
  const { clouds, frame } = recipe;
  if (sky === undefined || clouds === undefined) return;
  const { stride } = frame;
  const nodes = perRow * 8;
  kernel.warp(room.strip, stride, sky.offset, sky.stride, room.skyNodes, nodes, from, to, CELL_PX);
  const { fadeSeconds } = clouds;
  if (fadeSeconds === undefined) return;
  const age = skyAge(painting);
  laySkyNodes(painting, row, age - fadeSeconds);
  const share = Math.round((256 * age) / fadeSeconds);
  kernel.warpMix(room.strip, stride, sky.offset, sky.stride, room.skyNodes, nodes, from, to, CELL_PX, share);
  laySkyNodes(painting, row, age);
}

const anyGain = (levels: Float32Array, from: number, to: number): boolean => {
  for (let node = from; node < to; node += 1) if (levels[node] !== 1) return true;
  return false;
};

const shadesWater = ({ recipe, field, perRow }: Painting, row: number): boolean =>
  recipe.oscillations.length > 0 && anyGain(field.gain, row * perRow, (row + 2) * perRow);

const changesLamps = ({ layers, lampLevel, perRow }: Painting, row: number): boolean =>
  layers.light !== undefined && anyGain(lampLevel, row * perRow, (row + 2) * perRow);

/** Slopes of water and lamps: light laid over what is drawn. */
function drawLight(painting: Painting, row: number): void {
  const { kernel, layers, room, recipe, perRow, field, lampLevel, floats } = painting;
  const { columns, stride } = recipe.frame;
  const [from, to] = [row * perRow, (row + 2) * perRow];
  if (shadesWater(painting, row)) {
    floats.set(field.gain.subarray(from, to), room.gains / 4);
    kernel.shade(room.strip, stride, room.gains, perRow * 4, 0, columns, CELL_PX);
  }
  if (layers.light !== undefined && changesLamps(painting, row)) {
    const { offset, stride: texels } = layers.light;
    floats.set(lampLevel.subarray(from, to), room.gains / 4);
    const nodes = room.restNodes;
    kernel.warpLight(
      room.strip,
      stride,
      offset,
      texels,
      nodes,
      perRow * 8,
      room.gains,
      perRow * 4,
      0,
      columns,
      CELL_PX,
    );
  }
}
