import { cameraView } from "./camera-view.ts";
import type { FlowWork } from "./flow-work.ts";
import { CELL_PX } from "./frame-geometry.ts";
import { nodeValueAt } from "./node-map.ts";
import type { Painting } from "./painting.ts";
import { lostContrast } from "./tones.ts";

/** Closer to its own place than this (texels), a corner counts as not moved. */
const STILL = 1 / 256;

/**
 * Lays the two lines of nodes of a row of cells for the layer in front: the camera's view of each corner, displaced. Rows in
 * order cost half: the lower line of the row before is the upper one of this.
 */
export function layRestNodes(painting: Painting, row: number): void {
  const { floats, laidRow, moved, perRow, room } = painting;
  if (laidRow !== undefined && laidRow === row - 1) {
    const upper = room.restNodes / 4;
    floats.copyWithin(upper, upper + 2 * perRow, upper + 4 * perRow);
    moved.copyWithin(0, perRow);
    painting.shades?.copyWithin(0, perRow);
    painting.lamps?.copyWithin(0, perRow);
    if (painting.flow !== undefined) copyFlowLine(painting, painting.flow);
  } else {
    layRestLine(painting, row, 0);
    if (painting.flow !== undefined) layFlowLine(painting, painting.flow, 0);
  }
  layRestLine(painting, row + 1, 1);
  if (painting.flow !== undefined) layFlowLine(painting, painting.flow, 1);
  painting.laidRow = row;
}

/** Tells the kernel how the camera looks at the frame at hand. */
export function layView({ floats, pose, recipe, room }: Painting): void {
  const { zoomFar, zoomMore, across, down } = cameraView(pose, recipe.frame);
  const axes = [across, down].flatMap(({ focus, shiftFar, shiftMore }) => [focus, shiftFar, shiftMore]);
  floats.set([zoomFar, zoomMore, ...axes], room.view / 4);
}

function layRestLine(painting: Painting, row: number, line: 0 | 1): void {
  const { kernel, recipe, layers, floats, field, flow, perRow, room, moved, shades, lamps, lampLevel } = painting;
  const { frame } = recipe;
  const { rest } = layers;
  const sways = recipe.oscillations.length > 0;
  const base = room.restNodes / 4 + line * perRow * 2;
  kernel.lookThrough(room.depth, frame.columns, frame.rows, room.view, row, base * 4);
  const y = row * CELL_PX + 0.5;
  for (let column = 0; column < perRow; column += 1) {
    const x = column * CELL_PX + 0.5;
    const node = line * perRow + column;
    const at = base + column * 2;
    const viewX = floats[at]!;
    const viewY = floats[at + 1]!;
    const fromX = sways ? viewX + nodeValueAt(field.x, frame, viewX - 0.5, viewY - 0.5) : viewX;
    const fromY = sways ? viewY + nodeValueAt(field.y, frame, viewX - 0.5, viewY - 0.5) : viewY;
    if (flow !== undefined) {
      flow.viewX[node] = viewX - 0.5;
      flow.viewY[node] = viewY - 0.5;
    }
    // Light goes with the picture, not with the frame.
    if (shades !== undefined) shades[node] = nodeValueAt(field.gain, frame, viewX - 0.5, viewY - 0.5);
    if (lamps !== undefined) lamps[node] = nodeValueAt(lampLevel, frame, viewX - 0.5, viewY - 0.5);
    floats[at] = fromX * rest.scaleX - 0.5 + rest.padX;
    floats[at + 1] = fromY * rest.scaleY - 0.5 + rest.padY;
    const isAway = Math.abs(fromX - x) * rest.scaleX > STILL || Math.abs(fromY - y) * rest.scaleY > STILL;
    moved[node] = isAway || recipe.restless?.[row * perRow + column] === 1 ? 1 : 0;
  }
}

/** What was the lower line of the row before is the upper one of this. */
function copyFlowLine({ floats, room, perRow }: Painting, { viewX, viewY, flows }: FlowWork): void {
  for (const line of [viewX, viewY, flows]) line.copyWithin(0, perRow);
  floats.copyWithin(room.flowNodes / 4, room.flowNodes / 4 + 2 * perRow, room.flowNodes / 4 + 4 * perRow);
  floats.copyWithin(room.tones / 4, room.tones / 4 + 4 * perRow, room.tones / 4 + 8 * perRow);
}

/** Lets a line of nodes that was laid flow on: the older phase in place of the layer in front, the younger one beside it. */
function layFlowLine({ recipe, layers, floats, perRow, room, moved }: Painting, flow: FlowWork, line: 0 | 1): void {
  const { frame } = recipe;
  const { scaleX, scaleY } = layers.rest;
  const { older, younger, viewX, viewY, flows, tones, share } = flow;
  const isMixed = share > 0;
  // In between its rounds the flow shows the photograph.
  if (!isMixed) flows.fill(0, line * perRow, (line + 1) * perRow);
  if (!isMixed) return;
  for (let node = line * perRow; node < (line + 1) * perRow; node += 1) {
    const [x, y] = [viewX[node]!, viewY[node]!];
    const at = room.restNodes / 4 + node * 2;
    const to = room.flowNodes / 4 + node * 2;
    const [olderX, olderY] = [nodeValueAt(older.x, frame, x, y), nodeValueAt(older.y, frame, x, y)];
    const [youngerX, youngerY] = [nodeValueAt(younger.x, frame, x, y), nodeValueAt(younger.y, frame, x, y)];
    const isFlowing = Math.abs(olderX) + Math.abs(olderY) + Math.abs(youngerX) + Math.abs(youngerY) > STILL;
    flows[node] = isFlowing ? 1 : 0;
    floats[to] = floats[at]! + youngerX * scaleX;
    floats[to + 1] = floats[at + 1]! + youngerY * scaleY;
    floats[at]! += olderX * scaleX;
    floats[at + 1]! += olderY * scaleY;
    if (Math.abs(olderX) + Math.abs(olderY) > STILL) moved[node] = 1;
    const tone = room.tones / 4 + node * 4;
    floats[tone] = lostContrast(share, nodeValueAt(tones.unlike, frame, x, y));
    floats[tone + 1] = nodeValueAt(tones.y, frame, x, y);
    floats[tone + 2] = nodeValueAt(tones.u, frame, x, y);
    floats[tone + 3] = nodeValueAt(tones.v, frame, x, y);
  }
}
