import type { Camera, CameraType, MotionPlan } from "@kinora/contract";
import { fittingHz, type Moment } from "./motion-clock.ts";
import { randomFrom, seedOf } from "./random.ts";

/** How the camera stands at one moment, relative to the picture. Shifts are shares of the frame's width and height. */
export interface CameraPose {
  /** Magnification of what is at depth 0 (far) and 1 (near); never below 1, so that no border shows. */
  readonly zoomFar: number;
  readonly zoomNear: number;
  /** How far the view moves over the picture (to the right and down) for what is far and near. */
  readonly shiftXFar: number;
  readonly shiftXNear: number;
  readonly shiftYFar: number;
  readonly shiftYNear: number;
  /** The point that magnification leaves in place, 0 to 1. */
  readonly focusX: number;
  readonly focusY: number;
}

/** A hand that is never quite still: its sway to the side, up and down, and back and forth, as sums of sines of at most 1. */
interface Tremor {
  readonly hz: readonly number[];
  readonly strength: readonly number[];
  /** Per axis, one phase per frequency. */
  readonly phase: readonly [x: readonly number[], y: readonly number[], z: readonly number[]];
}

/** A clip's camera: plain data, worked out once. */
export interface CameraPath extends Pick<MotionPlan, "loop" | "duration_seconds"> {
  readonly camera: Camera;
  /** What the move goes to or turns around: a place, 0 to 1, and the depth there. */
  readonly focus: readonly [x: number, y: number];
  readonly focusDepth: number;
  readonly tremor: Tremor;
  /** Width over height. */
  readonly aspect: number;
}

/** No move magnifies more: the picture would get soft. */
const MOST_ZOOM = 1.5;
/** Share of the frame that one normal move covers. */
const ZOOM = 0.11;
const DOLLY_NEAR = 0.12;
const DOLLY_FAR = 0.06;
/** A pan magnifies as it goes: the view gets room to move, and the first frame is still the whole picture. */
const PAN_ZOOM = 0.13;
const PAN_PARALLAX = 0.3;
/** A camera that rises passes what is near, and what is far hardly; it looks the way it goes a little. */
const CRANE_ZOOM = 0.13;
const CRANE_PARALLAX = 0.65;
const ORBIT_ZOOM = 0.07;
const ORBIT_SHIFT = 0.021;
const ORBIT_RISE = 0.006;
/** An orbit turns around the focus, unless that is all but the nearest or the farthest thing. */
const ORBIT_PIVOT = [0.25, 0.75] as const;
const VERTIGO = 0.16;
/** A tremor in shares of the frame's short side, for how long it sets in, and how much of it is along the view. */
const TREMOR = 0.014;
const TREMOR_RISE_SECONDS = 1.2;
const TREMOR_ALONG = 0.25;
/** The band of a hand, Hz; the strength falls with the frequency. */
const TREMOR_HZ = [0.32, 0.61, 1.13, 2.07] as const;

const still = { zoomFar: 1, zoomNear: 1, shiftXFar: 0, shiftXNear: 0, shiftYFar: 0, shiftYNear: 0 };
type Move = typeof still;

/** How much the view can be off the middle at a magnification without showing a border. */
const roomAt = (zoom: number): number => (1 - 1 / zoom) / 2;
const zoomed = (by: number): number => Math.min(MOST_ZOOM, 1 + by);
const clamp = (value: number, [least, most]: readonly [number, number]): number =>
  Math.min(most, Math.max(least, value));
const smoothly = (share: number): number => share * share * (3 - 2 * share);

const dolly = (done: number): Move => {
  const zoomNear = zoomed(DOLLY_NEAR * done);
  return { ...still, zoomFar: 1 + ((zoomNear - 1) * DOLLY_FAR) / DOLLY_NEAR, zoomNear };
};

const zoom = (done: number): Move => ({ ...still, zoomFar: zoomed(ZOOM * done), zoomNear: zoomed(ZOOM * done) });

/** The view goes to one side as far as the magnification leaves room; what is near goes by faster, by a share of the way. */
function slide(by: number, [signX, signY]: readonly [number, number], parallax: number): Move {
  const magnified = zoomed(by);
  const room = roomAt(magnified);
  const far = room * (1 - parallax);
  return {
    zoomFar: magnified,
    zoomNear: magnified,
    shiftXFar: signX * far,
    shiftXNear: signX * room,
    shiftYFar: signY * far,
    shiftYNear: signY * room,
  };
}

const pan = (done: number, signX: number, signY: number): Move => slide(PAN_ZOOM * done, [signX, signY], PAN_PARALLAX);
const crane = (done: number, signY: number): Move => slide(CRANE_ZOOM * done, [0, signY], CRANE_PARALLAX);

function orbit(done: number, focusDepth: number): Move {
  const pivot = clamp(focusDepth, ORBIT_PIVOT);
  const magnified = zoomed(ORBIT_ZOOM * done);
  const turned = (magnified - 1) / ORBIT_ZOOM;
  return {
    zoomFar: magnified,
    zoomNear: magnified,
    shiftXFar: -ORBIT_SHIFT * pivot * turned,
    shiftXNear: ORBIT_SHIFT * (1 - pivot) * turned,
    shiftYFar: -ORBIT_RISE * pivot * turned,
    shiftYNear: ORBIT_RISE * (1 - pivot) * turned,
  };
}

/** What is near keeps its size, what is far grows: `calm-depth.ts` measures depth from the focus. */
const vertigo = (done: number): Move => ({ ...still, zoomFar: zoomed(VERTIGO * done) });

/** A hand: it sets in gently, since the first frame is the whole picture, and in a loop it comes to rest again. */
function handheld({ camera, loop, duration_seconds, tremor, aspect }: CameraPath, { seconds, share }: Moment): Move {
  const rise = Math.min(TREMOR_RISE_SECONDS, duration_seconds / 2);
  const set = smoothly(Math.min(1, seconds / rise));
  const rest = loop ? smoothly(Math.min(1, ((1 - share) * duration_seconds) / rise)) : 1;
  const reach = TREMOR * camera.amount * set * rest;
  const [x, y, z] = tremor.phase.map((phases) =>
    tremor.hz.reduce(
      (sum, hz, index) => sum + tremor.strength[index]! * Math.sin(2 * Math.PI * hz * seconds + phases[index]!),
      0,
    ),
  );
  // Shares of the short side as shares of each side.
  const across = (reach * x!) / Math.max(1, aspect);
  const down = reach * y! * Math.min(1, aspect);
  const magnified = (1 / (1 - 2 * reach)) * (1 + reach * TREMOR_ALONG * (1 + z!));
  return {
    zoomFar: magnified,
    zoomNear: magnified,
    shiftXFar: across,
    shiftXNear: across,
    shiftYFar: down,
    shiftYNear: down,
  };
}

/** A move as far as it is done, at normal strength. */
type MoveOf = (done: number, path: CameraPath, moment: Moment) => Move;

/** All moves; `abilities.ts` lists the same ones. */
const MOVES: Readonly<Record<CameraType, MoveOf>> = {
  static: () => still,
  dolly_in: dolly,
  dolly_out: dolly,
  zoom_in: zoom,
  zoom_out: zoom,
  pan_left: (done) => pan(done, -1, 0),
  pan_right: (done) => pan(done, 1, 0),
  tilt_up: (done) => pan(done, 0, -1),
  tilt_down: (done) => pan(done, 0, 1),
  orbit: (done, { focusDepth }) => orbit(done, focusDepth),
  crane_up: (done) => crane(done, -1),
  crane_down: (done) => crane(done, 1),
  handheld: (_, path, moment) => handheld(path, moment),
  vertigo,
};

/** How much of the move is done: all of it at the end; in a loop, there and back. A camera that pulls back goes the other way. */
function doneOf({ camera, loop }: CameraPath, { share }: Moment): number {
  const eased = camera.ease === "linear" ? share : smoothly(share);
  const done = loop ? (1 - Math.cos(2 * Math.PI * share)) / 2 : eased;
  return camera.type === "dolly_out" || camera.type === "zoom_out" ? 1 - done : done;
}

/** The point that magnification leaves in place: of a move to one side, only the plan's own focus counts, across its way. */
function centreOf({ camera, focus }: CameraPath): readonly [number, number] {
  switch (camera.type) {
    case "pan_left":
    case "pan_right":
      return [0.5, camera.focus?.[1] ?? 0.5];
    case "tilt_up":
    case "tilt_down":
    case "crane_up":
    case "crane_down":
      return [camera.focus?.[0] ?? 0.5, 0.5];
    case "orbit":
    case "handheld":
      return [0.5, 0.5];
    case "static":
    case "dolly_in":
    case "dolly_out":
    case "zoom_in":
    case "zoom_out":
    case "vertigo":
      return focus;
  }
}

export interface PathInput {
  readonly plan: Pick<MotionPlan, "camera" | "loop" | "duration_seconds" | "seed">;
  readonly focus: readonly [x: number, y: number];
  readonly focusDepth: number;
  readonly aspect: number;
}

export function cameraPath({ plan, focus, focusDepth, aspect }: PathInput): CameraPath {
  const { camera, loop, duration_seconds, seed } = plan;
  const random = randomFrom(seedOf(seed, "handheld"));
  const hz = TREMOR_HZ.map((centre) => fittingHz(plan, centre * (0.9 + 0.2 * random())));
  const all = hz.reduce((sum, each) => sum + 1 / each, 0);
  const phases = (): number[] => hz.map(() => 2 * Math.PI * random());
  const tremor = { hz, strength: hz.map((each) => 1 / each / all), phase: [phases(), phases(), phases()] } as const;
  return { camera, loop, duration_seconds, focus: camera.focus ?? focus, focusDepth, tremor, aspect };
}

export function cameraPose(path: CameraPath, moment: Moment): CameraPose {
  const [focusX, focusY] = centreOf(path);
  return { ...MOVES[path.camera.type](doneOf(path, moment) * path.camera.amount, path, moment), focusX, focusY };
}

/** Moments at which a path is looked at to learn how close it comes. */
const LOOKS = 16;

/** The largest magnification of anything along a path. */
export function mostZoom(path: CameraPath): number {
  const zooms = Array.from({ length: LOOKS + 1 }, (_, look) => {
    const share = look / LOOKS;
    const { zoomFar, zoomNear } = cameraPose(path, { share, seconds: share * path.duration_seconds });
    return Math.max(zoomFar, zoomNear);
  });
  return Math.max(...zooms);
}
