import { type CameraPose } from "../camera.ts";
import { CELL_PX } from "../frame-geometry.ts";
import { type NodeMap, nodeValueAt } from "../node-map.ts";
import type { Painting } from "../painting.ts";
import { strengthAt } from "./envelope.ts";
import { TILE_SIDE } from "./noise-tile.ts";
import type { Meander, MistOverlay, MistSheet, ShadeOverlay, ShaftsOverlay } from "./overlay.ts";
import { SHEETS } from "./overlay-room.ts";
import type { VeilDrawing } from "./overlay-work.ts";

/** How a place of the frame lies in the picture for what is at a depth, along one axis: start + step × place. */
interface Axis {
  readonly start: number;
  readonly step: number;
}

function axisOf(pose: CameraPose, nearness: number, { side, across }: { side: number; across: boolean }): Axis {
  const [far, near, focus] = across
    ? [pose.shiftXFar, pose.shiftXNear, pose.focusX]
    : [pose.shiftYFar, pose.shiftYNear, pose.focusY];
  const zoom = pose.zoomFar + (pose.zoomNear - pose.zoomFar) * nearness;
  return { start: focus * side * (1 - 1 / zoom) + (far + (near - far) * nearness) * side, step: 1 / zoom };
}

/** Where the corners of a row's cells lie in the picture, px, from the nodes of the layer in front. */
function layPlaneNodes({ floats, layers, room, perRow, recipe }: Painting, into: number): void {
  const { rest } = layers;
  const { columns, rows } = recipe.frame;
  const [mostX, mostY] = [columns * CELL_PX - 0.01, rows * CELL_PX - 0.01];
  for (let node = 0; node < 2 * perRow; node += 1) {
    const from = room.restNodes / 4 + node * 2;
    const at = into / 4 + node * 2;
    floats[at] = Math.min(mostX, Math.max(0, (floats[from]! - rest.padX + 0.5) / rest.scaleX));
    floats[at + 1] = Math.min(mostY, Math.max(0, (floats[from + 1]! - rest.padY + 0.5) / rest.scaleY));
  }
}

/** Lays the two lines of a row of cells; the upper one is taken from the row before where that was drawn last. */
function layLines(
  { floats, perRow }: Painting,
  drawing: VeilDrawing,
  { row, lay }: { readonly row: number; readonly lay: (line: number, into: number) => void },
): void {
  const bytes = perRow * SHEETS * 4;
  const upper = drawing.room.density;
  if (drawing.laidLine === row) {
    floats.copyWithin(upper / 4, (upper + bytes) / 4, (upper + 2 * bytes) / 4);
  } else {
    lay(row, upper);
  }
  lay(row + 1, upper + bytes);
  drawing.laidLine = row + 1;
}

function veil(
  painting: Painting,
  { room, pictures }: VeilDrawing,
  { row, ends }: { readonly row: number; readonly ends: MistOverlay["ends"] },
): void {
  const { kernel, recipe, floats, perRow } = painting;
  const { columns, stride } = recipe.frame;
  floats.set(
    ends.flatMap(([end, soft]) => [end, 1 / soft]),
    room.shape / 4,
  );
  const density = [room.density, perRow * SHEETS * 4, ends.length, room.shape] as const;
  const colours = pictures.colours + row * columns * 4;
  const place = [room.nodes, perRow * 8, colours, pictures.plane, columns * CELL_PX] as const;
  kernel.veil(painting.room.strip, stride, ...density, ...place, 0, columns, CELL_PX);
}

/** Whether a mist shows anything in the frame at hand. */
export const showsNoise = ({ moment }: Painting, { envelope }: MistOverlay | ShaftsOverlay | ShadeOverlay): boolean =>
  strengthAt(envelope, moment) > 0;

/** Of slower noise, which bends a sheet, and of the finer half of the sheet itself: speed in shares of the sheet's own. */
const BEND_SHARE = -0.35;
const FINE_SHARE = 1.35;

function laySheet(painting: Painting, drawing: VeilDrawing, { sheet, nearness, line, into, gain }: SheetLine): void {
  const { kernel, moment, pose, recipe, floats, perRow } = painting;
  const { width, height } = recipe.frame;
  const across = axisOf(pose, nearness, { side: width, across: true });
  const down = axisOf(pose, nearness, { side: height, across: false });
  const x = (across.start - sheet.speedX * moment.seconds) / sheet.texelX;
  const y = (down.start + down.step * line * CELL_PX - sheet.speedY * moment.seconds) / sheet.texelY;
  const goneX = (sheet.speedX * moment.seconds) / sheet.texelX;
  const goneY = (sheet.speedY * moment.seconds) / sheet.texelY;
  const shape = drawing.room.shape;
  const values = [
    ...[x + sheet.startU, y + sheet.startV, (across.step * CELL_PX) / sheet.texelX, sheet.bend],
    ...[goneX * (0.5 - BEND_SHARE), goneY * (0.5 - BEND_SHARE)],
    ...[0, 0, goneX * (2 - FINE_SHARE * 2), goneY * (2 - FINE_SHARE * 2)],
    ...[sheet.clear, sheet.gain * gain, sheet.wisps, sheet.detail],
  ];
  floats.set(values, shape / 4);
  kernel.mist(into, SHEETS * 4, perRow, drawing.pictures.tile, shape);
}

interface SheetLine {
  readonly sheet: MistSheet;
  readonly nearness: number;
  /** Line of nodes, from the top. */
  readonly line: number;
  readonly into: number;
  /** A factor of the sheet's density. */
  readonly gain: number;
}

/** Moves where a row's corners look into the plane, so that a plume winds. */
function wind(
  { floats, perRow, moment, recipe }: Painting,
  { room, pictures, bytes }: VeilDrawing,
  { sourceY, reach, perPx, texelPx, speed }: Meander,
): void {
  const most = recipe.frame.columns * CELL_PX - 0.01;
  for (let node = 0; node < 2 * perRow; node += 1) {
    const at = room.nodes / 4 + node * 2;
    const [x, y] = [floats[at]!, floats[at + 1]!];
    const risen = (y + speed * moment.seconds) / texelPx;
    const swing = noiseAt(bytes, pictures.tile, x / texelPx + 31, risen) - 0.5;
    const far = reach + perPx * Math.max(0, sourceY - y);
    floats[at] = Math.min(most, Math.max(0, x + 2 * far * swing));
  }
}

/** Takes from a line's densities what is not to be there. `nodes` is where its places in the picture lie in the floats. */
function holdLine(
  { floats, perRow, recipe }: Painting,
  free: NodeMap,
  { nodes, into }: { readonly nodes: number; readonly into: number },
): void {
  for (let node = 0; node < perRow; node += 1) {
    const left = nodeValueAt(free, recipe.frame, floats[nodes + node * 2]! - 0.5, floats[nodes + node * 2 + 1]! - 0.5);
    for (let sheet = 0; sheet < SHEETS; sheet += 1) floats[into / 4 + node * SHEETS + sheet]! *= left;
  }
}

export function drawMist(painting: Painting, overlay: MistOverlay, drawing: VeilDrawing, row: number): void {
  const { sheets, ends, profile, envelope, free, meander } = overlay;
  const { room } = drawing;
  const strength = strengthAt(envelope, painting.moment);
  layPlaneNodes(painting, room.nodes);
  const lay = (line: number, into: number): void => {
    sheets.forEach((sheet, index) => {
      const nearness = index / Math.max(1, sheets.length - 1);
      const gain = strength * profile[line]!;
      laySheet(painting, drawing, { sheet, nearness, line, into: into + index * 4, gain });
    });
    const nodes = room.nodes / 4 + (line - row) * 2 * painting.perRow;
    if (free !== undefined) holdLine(painting, free, { nodes, into });
  };
  layLines(painting, drawing, { row, lay });
  if (meander !== undefined) wind(painting, drawing, meander);
  veil(painting, drawing, { row, ends });
}

/** The bilinear value of the noise, 0 to 1. */
function noiseAt(bytes: Uint8Array, tile: number, u: number, v: number): number {
  const [x, y] = [Math.floor(u), Math.floor(v)];
  const texel = (column: number, line: number): number =>
    bytes[tile + (line & (TILE_SIDE - 1)) * TILE_SIDE + (column & (TILE_SIDE - 1))]!;
  const upper = texel(x, y) + (texel(x + 1, y) - texel(x, y)) * (u - x);
  const lower = texel(x, y + 1) + (texel(x + 1, y + 1) - texel(x, y + 1)) * (u - x);
  return (upper + (lower - upper) * (v - y)) / 255;
}

export function drawShafts(painting: Painting, overlay: ShaftsOverlay, drawing: VeilDrawing, row: number): void {
  const { floats, recipe, moment, perRow } = painting;
  const { bytes, pictures, room } = drawing;
  const { sourceX, sourceY, perRadian, perSecond, reach, start } = overlay;
  const strength = strengthAt(overlay.envelope, moment);
  layPlaneNodes(painting, room.nodes);
  const lay = (line: number, into: number): void => {
    const nodes = room.nodes / 4 + (line - row) * 2 * perRow;
    for (let column = 0; column < perRow; column += 1) {
      const [x, y] = [floats[nodes + column * 2]!, floats[nodes + column * 2 + 1]!];
      const light = nodeValueAt(reach, recipe.frame, x - 0.5, y - 0.5) * strength;
      if (light === 0) {
        floats[into / 4 + column * SHEETS] = 0;
        continue;
      }
      const angle = Math.atan2(y - sourceY, x - sourceX) * perRadian;
      const first = noiseAt(bytes, pictures.tile, angle, start + perSecond[0] * moment.seconds);
      const second = noiseAt(bytes, pictures.tile, angle * 2.3 + 90, start + 123 - perSecond[1] * moment.seconds);
      const shaft = Math.max(0, first * 0.6 + second * 0.4 - 0.3);
      floats[into / 4 + column * SHEETS] = light * shaft * (0.8 + 2.6 * shaft);
    }
  };
  layLines(painting, drawing, { row, lay });
  veil(painting, drawing, { row, ends: overlay.ends });
}

/** Multiplies light by what passes over it, relative to the middle of the noise. */
export function drawShade(painting: Painting, overlay: ShadeOverlay, drawing: VeilDrawing, row: number): void {
  const { kernel, floats, recipe, perRow } = painting;
  const { columns, stride } = recipe.frame;
  const { room } = drawing;
  const strength = strengthAt(overlay.envelope, painting.moment);
  const sheet: MistSheet = { ...overlay.noise, clear: 0, gain: 1, wisps: 0, detail: 0.2 };
  layPlaneNodes(painting, room.nodes);
  layLines(painting, drawing, {
    row,
    lay: (line, into) => laySheet(painting, drawing, { sheet, nearness: 0, line, into, gain: 1 }),
  });
  for (let node = 0; node < 2 * perRow; node += 1) {
    const [x, y] = [floats[room.nodes / 4 + node * 2]!, floats[room.nodes / 4 + node * 2 + 1]!];
    const depth = nodeValueAt(overlay.depth, recipe.frame, x - 0.5, y - 0.5) * strength;
    const passing = floats[room.density / 4 + node * SHEETS]! * 2 - 1;
    floats[painting.room.gains / 4 + node] = 1 + depth * passing;
  }
  kernel.shade(painting.room.strip, stride, painting.room.gains, perRow * 4, 0, columns, CELL_PX);
}
