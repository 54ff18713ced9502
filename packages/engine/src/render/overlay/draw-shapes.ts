import { cameraView, look } from "../camera-view.ts";
import { CELL_PX } from "../frame-geometry.ts";
import { nodeValueAt } from "../node-map.ts";
import type { Painting } from "../painting.ts";
import { strengthAt } from "./envelope.ts";
import type { ShapesOverlay } from "./overlay.ts";
import { type OverlayPictures, type OverlayRoom, RECORD_FLOATS } from "./overlay-room.ts";
import { endLevel } from "./plane.ts";
import type { ShapesState } from "./overlay-work.ts";
import { locate, type Swarm, type Whereabouts } from "./swarm.ts";

/** Fainter than this nobody sees it. */
const FAINTEST = 1 / 400;
/** What lives and dies takes this share of its life to come, and again to go. */
const MORTAL_FADE = 0.25;

/** A place of the picture at a depth, seen by the camera: px of the frame, and how much it is magnified. */
interface Seen {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

function seenAt({ pose, recipe }: Painting, nearness: number, { x, y }: Whereabouts): Seen {
  const { width, height } = recipe.frame;
  const zoom = pose.zoomFar + (pose.zoomNear - pose.zoomFar) * nearness;
  const shiftX = (pose.shiftXFar + (pose.shiftXNear - pose.shiftXFar) * nearness) * width;
  const shiftY = (pose.shiftYFar + (pose.shiftYNear - pose.shiftYFar) * nearness) * height;
  const focusX = pose.focusX * width;
  const focusY = pose.focusY * height;
  return { x: focusX + (x - focusX - shiftX) * zoom, y: focusY + (y - focusY - shiftY) * zoom, zoom };
}

/** How far what a place of the frame shows is from its own place in the picture, whole px. */
function shiftAt({ pose, recipe }: Painting, { x, y, zoom }: Seen): readonly [x: number, y: number] {
  if (zoom === 1 && pose.zoomFar === 1 && pose.zoomNear === 1) return [0, 0];
  const { frame, depth } = recipe;
  const view = cameraView(pose, frame);
  // As deep as what stood there in the photograph: near enough for what hides a drop.
  const seen = nodeValueAt(depth, frame, x - 0.5, y - 0.5);
  return [Math.round(look(x, seen, view.across, view) - x), Math.round(look(y, seen, view.down, view) - y)];
}

function alphaOf({ things, mortal }: Swarm, index: number, { age }: Whereabouts, seconds: number): number {
  const glitter = things.glitter[index]!;
  const shine =
    glitter === 0 ? 1 : 1 - glitter * (0.5 + 0.5 * Math.sin(2 * Math.PI * things.glitterHz[index]! * seconds + index));
  const alive = mortal ? Math.min(1, age / MORTAL_FADE, (1 - age) / MORTAL_FADE) : 1;
  return things.alpha[index]! * shine * alive;
}

/** Works out where every shape is in the frame at hand, and writes those that are seen into the worker's room. */
export function beginShapes(painting: Painting, overlay: ShapesOverlay, { state, room }: ShapesDrawing): void {
  const { swarm, envelope } = overlay;
  const { moment, recipe } = painting;
  const { where, firstRow, lastRow } = state;
  const { rows } = recipe.frame;
  for (let index = 0; index < swarm.count; index += 1) {
    firstRow[index] = 1;
    lastRow[index] = 0;
    const strength = strengthAt(envelope, moment, swarm.things.late[index]);
    if (strength === 0) continue;
    locate(swarm, index, moment.seconds, where);
    const alpha = alphaOf(swarm, index, where, moment.seconds) * strength;
    if (alpha < FAINTEST) continue;
    const seen = seenAt(painting, swarm.things.nearness[index]!, where);
    const base = room.records / 4 + index * RECORD_FLOATS;
    const reach =
      overlay.form === "capsules"
        ? writeCapsule(painting, swarm, { index, base, seen })
        : writePetal(painting, swarm, { index, base, seen });
    painting.floats[base + 6] = alpha;
    writeCommon(painting, swarm, { index, base, seen });
    const [top, bottom] = [Math.floor((seen.y - reach) / CELL_PX), Math.floor((seen.y + reach) / CELL_PX)];
    if (bottom < 0 || top >= rows || seen.x + reach < 0 || seen.x - reach > recipe.frame.width) continue;
    firstRow[index] = Math.max(0, top);
    lastRow[index] = Math.min(rows - 1, bottom);
  }
  sortIntoRows(state, rows);
}

interface ShapesDrawing {
  readonly state: ShapesState;
  readonly room: OverlayRoom;
}

interface Writing {
  readonly index: number;
  /** Where the record begins in the floats. */
  readonly base: number;
  readonly seen: Seen;
}

/** The record as the kernel's `capsules` has it; gives how far it reaches from its head. */
function writeCapsule({ floats }: Painting, { things }: Swarm, { index, base, seen }: Writing): number {
  const way = things.exposure[index]! * seen.zoom;
  const radius = things.radius[index]! * seen.zoom;
  const wayX = -things.velocityX[index]! * way;
  const wayY = -things.velocityY[index]! * way;
  floats[base] = seen.x;
  floats[base + 1] = seen.y;
  floats[base + 2] = wayX;
  floats[base + 3] = wayY;
  floats[base + 4] = radius;
  floats[base + 5] = things.hardness[index]!;
  floats[base + 7] = things.taper[index]!;
  return Math.hypot(wayX, wayY) + radius;
}

/** A petal seen from its edge is still this wide. */
const THINNEST = 0.16;

/** The record as the kernel's `petals` has it: an egg that turns in the picture and tumbles about its own length. */
function writePetal(painting: Painting, { things }: Swarm, { index, base, seen }: Writing): number {
  const { floats, moment } = painting;
  const phase = things.swayPhase[index]!;
  const turned = 2 * Math.PI * things.spinHz[index]! * moment.seconds + phase * 3;
  const tumbled = 2 * Math.PI * things.tumbleHz[index]! * moment.seconds + phase;
  const face = Math.cos(tumbled);
  const open = THINNEST + (1 - THINNEST) * Math.abs(face);
  const length = things.radius[index]! * seen.zoom;
  const breadth = things.breadth[index]! * seen.zoom * open;
  floats[base] = seen.x;
  floats[base + 1] = seen.y;
  floats[base + 2] = Math.cos(turned) / length;
  floats[base + 3] = Math.sin(turned) / length;
  floats[base + 4] = -Math.sin(turned) / breadth;
  floats[base + 5] = Math.cos(turned) / breadth;
  // Seen from its upper side it is brighter than from below.
  floats[base + 7] = 7 + 9 * face;
  floats[base + 14] = Math.max(length, breadth) * 1.25;
  floats[base + 15] = things.hardness[index]!;
  return floats[base + 14]!;
}

function writeCommon(painting: Painting, { things }: Swarm, { index, base, seen }: Writing): void {
  const { floats } = painting;
  const [shiftX, shiftY] = shiftAt(painting, seen);
  floats[base + 8] = things.y[index]!;
  floats[base + 9] = things.u[index]!;
  floats[base + 10] = things.v[index]!;
  floats[base + 11] = endLevel(things.nearness[index]!);
  floats[base + 12] = shiftX;
  floats[base + 13] = shiftY;
}

/** Counts, then deals out: the shapes of each row, in their own order. */
function sortIntoRows(state: ShapesState, rows: number): void {
  const { firstRow, lastRow, starts } = state;
  starts.fill(0);
  for (let index = 0; index < firstRow.length; index += 1) {
    for (let row = firstRow[index]!; row <= lastRow[index]!; row += 1) starts[row + 2]! += 1;
  }
  for (let row = 2; row < starts.length; row += 1) starts[row]! += starts[row - 1]!;
  const total = starts[rows + 1]!;
  if (state.entries.length < total) state.entries = new Int32Array(total * 2);
  for (let index = 0; index < firstRow.length; index += 1) {
    for (let row = firstRow[index]!; row <= lastRow[index]!; row += 1) {
      state.entries[starts[row + 1]!] = index;
      starts[row + 1]! += 1;
    }
  }
}

export const showsShapes = ({ starts }: ShapesState, row: number): boolean => starts[row + 1]! > starts[row]!;

/** Draws the shapes that reach into a row of cells over what is there. */
export function drawShapes(
  painting: Painting,
  { form }: ShapesOverlay,
  { row, state, room, pictures }: ShapesDrawing & { readonly row: number; readonly pictures: OverlayPictures },
): void {
  const { kernel, recipe } = painting;
  const { columns, rows, stride } = recipe.frame;
  const from = state.starts[row]!;
  const count = state.starts[row + 1]! - from;
  state.words.set(state.entries.subarray(from, from + count), room.order / 4);
  const size = [columns * CELL_PX, rows * CELL_PX] as const;
  const shapes = [room.records, room.order, count, pictures.plane, ...size] as const;
  if (form === "petals") kernel.petals(painting.room.strip, stride, row * CELL_PX, CELL_PX, ...shapes);
  else kernel.capsules(painting.room.strip, stride, row * CELL_PX, CELL_PX, ...shapes);
}
