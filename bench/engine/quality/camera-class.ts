/**
 * Which camera move a clip shows. The rule is VBench-I2V's `camera_motion` (Huang et al. 2024, as described in the engine's
 * specification): the displacement, first to last frame, of what stands at the middle of each edge, against 0.005 of the
 * short side, and a table of pairs of opposite edges. Points are followed by dense flow instead of CoTracker. The classes
 * that VBench does not have (orbit, vertigo, handheld) are rules of our own.
 */
import type { CameraType } from "@kinora/contract";
import { type Box, type Flow, pixelBox, pixelsIn, type Plane } from "./plane.ts";
import { type Affine, type Displacement, displacements, fitAffine, follow, gridIn, mean, median } from "./track.ts";

const THRESHOLD_SHARE = 0.005;
/** How far in from the edge, and how long along it, the middle of an edge is looked at, in shares of the sides. */
const INSETS = [0.1, 0.2, 0.3, 0.4] as const;
const HALF_PATCH = 0.05;
const STEP_PX = 6;
/** Levels of standard deviation: less has no motion to be seen (a blue sky); then the next place further in is looked at. */
const LEAST_TEXTURE = 4;

type Edge = "top" | "bottom" | "left" | "right";

const placeOf: Readonly<Record<Edge, (inset: number) => readonly [x: number, y: number]>> = {
  top: (inset) => [0.5, inset],
  bottom: (inset) => [0.5, 1 - inset],
  left: (inset) => [inset, 0.5],
  right: (inset) => [1 - inset, 0.5],
};

/** A clip as its first frame and the flow from each frame to the next. */
export interface Moving {
  readonly first: Plane;
  readonly flows: readonly Flow[];
}

function patchesOf(edge: Edge): Box[] {
  return INSETS.map((inset) => {
    const [x, y] = placeOf[edge](inset);
    return [x - HALF_PATCH, y - HALF_PATCH, x + HALF_PATCH, y + HALF_PATCH];
  });
}

function spreadIn({ width, height, data }: Plane, box: Box): number {
  const values = [...pixelsIn([box], { width, height })].map((at) => data[at]!);
  const level = mean(values);
  return Math.sqrt(mean(values.map((value) => (value - level) ** 2)));
}

/** Opposite edges' ways → move. A picture that goes left is a camera that pans right. */
const SAME_WAY: Readonly<Record<string, string>> = {
  left: "pan_right",
  right: "pan_left",
  down: "tilt_up",
  up: "tilt_down",
};

type Directions = readonly string[];

function directionsOf(edge: Edge, { first, flows }: Moving): Directions {
  const size = flows[0]!;
  const patch = patchesOf(edge).find((box) => spreadIn(first, box) >= LEAST_TEXTURE);
  if (patch === undefined) return [];
  const moved = displacements(gridIn(pixelBox(patch, size), STEP_PX), flows);
  // Everything there has left the picture: no way can be told.
  if (moved.length === 0) return [];
  const least = THRESHOLD_SHARE * Math.min(size.width, size.height);
  const [x, y] = [median(moved.map(({ by }) => by.x)), median(moved.map(({ by }) => by.y))];
  const ways = [x > least ? "right" : x < -least ? "left" : "", y > least ? "down" : y < -least ? "up" : ""];
  const found = ways.filter((way) => way !== "");
  return found.length === 0 ? ["static"] : found;
}

function movesOf(one: Directions, other: Directions, apart: readonly [string, string]): string[] {
  return one.flatMap((a) =>
    other.flatMap((b) => {
      if (a === apart[0] && b === apart[1]) return ["zoom_in"];
      if (a === apart[1] && b === apart[0]) return ["zoom_out"];
      if (a !== b) return [];
      return [a === "static" ? "static" : SAME_WAY[a]!];
    }),
  );
}

/** VBench's classes of the whole clip: a set, `static` only alone. Empty when the edges agree on nothing. */
export function vbenchCamera(moving: Moving): string[] {
  const ways = (edge: Edge): Directions => directionsOf(edge, moving);
  const moves = new Set([
    ...movesOf(ways("top"), ways("bottom"), ["up", "down"]),
    ...movesOf(ways("left"), ways("right"), ["left", "right"]),
  ]);
  if (moves.size > 1) moves.delete("static");
  return [...moves].sort();
}

/** Near and far things, drawn by hand. */
export interface Depths {
  readonly subject: readonly Box[];
  readonly background: readonly Box[];
}

function motionOf(boxes: readonly Box[], flows: readonly Flow[]): readonly Displacement[] {
  return boxes.flatMap((box) => displacements(gridIn(pixelBox(box, flows[0]!), STEP_PX), flows));
}

const scaleOf = ({ a, e }: Affine): number => 1 + (a + e) / 2;

/** How far things went to the side beyond what their own magnification about the middle explains, px. */
function sideways(moved: readonly Displacement[], width: number): number {
  const scale = scaleOf(fitAffine(moved));
  return median(moved.map(({ from, by }) => by.x - (scale - 1) * (from.x - width / 2)));
}

/** What is near and what is far go different ways: an orbit. */
function showsOrbit({ subject, background }: Depths, flows: readonly Flow[]): boolean {
  const { width, height } = flows[0]!;
  const near = sideways(motionOf(subject, flows), width);
  const far = sideways(motionOf(background, flows), width);
  return Math.abs(near - far) > THRESHOLD_SHARE * Math.min(width, height);
}

/** What is far grows more than what is near does: a vertigo shot. */
const VERTIGO_GROWTH = 0.03;

function showsVertigo({ subject, background }: Depths, flows: readonly Flow[]): boolean {
  const far = scaleOf(fitAffine(motionOf(background, flows)));
  const near = scaleOf(fitAffine(motionOf(subject, flows)));
  return far - near > VERTIGO_GROWTH;
}

/** A hand goes to and fro: the picture's middle turns back at least this often. */
const HAND_TURNS = 3;

function showsHand(flows: readonly Flow[]): boolean {
  const size = flows[0]!;
  const starts = gridIn(pixelBox([0.35, 0.35, 0.65, 0.65], size), 4 * STEP_PX);
  const tracks = starts.map((start) => follow(start, flows)).filter((track) => track.length > flows.length);
  const path = flows.map((_, frame) => ({
    x: median(tracks.map((track) => track[frame + 1]!.x - track[0]!.x)),
    y: median(tracks.map((track) => track[frame + 1]!.y - track[0]!.y)),
  }));
  const least = THRESHOLD_SHARE * Math.min(size.width, size.height);
  return (["x", "y"] as const).some((axis) => {
    const places = path.map((point) => point[axis]);
    const reach = Math.max(...places) - Math.min(...places);
    const steps = places.slice(1).map((place, index) => Math.sign(place - places[index]!));
    const turns = steps.slice(1).filter((step, index) => step * steps[index]! < 0).length;
    return reach > least && turns >= HAND_TURNS;
  });
}

const VBENCH_CLASS: Readonly<Partial<Record<CameraType, string>>> = {
  static: "static",
  dolly_in: "zoom_in",
  zoom_in: "zoom_in",
  dolly_out: "zoom_out",
  zoom_out: "zoom_out",
  pan_left: "pan_left",
  pan_right: "pan_right",
  tilt_up: "tilt_up",
  tilt_down: "tilt_down",
  crane_up: "tilt_up",
  crane_down: "tilt_down",
};

/** C: the moves that a clip shows, and whether the asked one is among them. Orbit and vertigo need near and far boxes. */
export function judgeCamera(
  asked: CameraType,
  moving: Moving,
  depths: Depths,
): { readonly shown: readonly string[]; readonly met: boolean } {
  const shown = vbenchCamera(moving);
  const { flows } = moving;
  const wanted = VBENCH_CLASS[asked];
  if (wanted !== undefined) return { shown, met: shown.includes(wanted) };
  const met =
    asked === "orbit"
      ? showsOrbit(depths, flows)
      : asked === "vertigo"
        ? showsVertigo(depths, flows)
        : showsHand(flows);
  return { shown: met ? [...shown, asked] : shown, met };
}
