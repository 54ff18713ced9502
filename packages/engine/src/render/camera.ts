import type { Camera, CameraType, MotionPlan } from "@kinora/contract";
import type { Moment } from "./motion-clock.ts";

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

/** Share of the frame that one normal move covers. */
const ZOOM = 0.11;
const DOLLY_NEAR = 0.12;
const DOLLY_FAR = 0.06;
/** A pan magnifies as it goes: the view gets room to move, and the first frame is still the whole picture. */
const PAN_ZOOM = 0.13;
const PAN_PARALLAX = 0.3;
const ORBIT_ZOOM = 0.07;
const ORBIT_SHIFT = 0.024;
const ORBIT_RISE = 0.006;
/** Depth that an orbit turns around. */
const ORBIT_PIVOT = 0.55;

const still = { zoomFar: 1, zoomNear: 1, shiftXFar: 0, shiftXNear: 0, shiftYFar: 0, shiftYNear: 0 };
type Move = typeof still;

const ease = (camera: Camera, share: number): number =>
  camera.ease === "linear" ? share : share * share * (3 - 2 * share);

/** How much of the move is done: all of it at the end; in a loop, there and back. */
const doneOf = (camera: Camera, plan: Pick<MotionPlan, "loop">, moment: Moment): number =>
  plan.loop ? (1 - Math.cos(2 * Math.PI * moment.share)) / 2 : ease(camera, moment.share);

const dolly = (done: number): Move => ({ ...still, zoomFar: 1 + DOLLY_FAR * done, zoomNear: 1 + DOLLY_NEAR * done });

const zoom = (done: number): Move => ({ ...still, zoomFar: 1 + ZOOM * done, zoomNear: 1 + ZOOM * done });

/** The view goes to one side as far as the magnification leaves room; what is near goes by faster. */
const pan = (done: number, signX: number, signY: number): Move => {
  const zoomed = 1 + PAN_ZOOM * done;
  const room = (1 - 1 / zoomed) / 2;
  const far = room * (1 - PAN_PARALLAX);
  return {
    zoomFar: zoomed,
    zoomNear: zoomed,
    shiftXFar: signX * far,
    shiftXNear: signX * room,
    shiftYFar: signY * far,
    shiftYNear: signY * room,
  };
};

const orbit = (done: number): Move => ({
  zoomFar: 1 + ORBIT_ZOOM * Math.abs(done),
  zoomNear: 1 + ORBIT_ZOOM * Math.abs(done),
  shiftXFar: -ORBIT_SHIFT * ORBIT_PIVOT * done,
  shiftXNear: ORBIT_SHIFT * (1 - ORBIT_PIVOT) * done,
  shiftYFar: -ORBIT_RISE * ORBIT_PIVOT * done,
  shiftYNear: ORBIT_RISE * (1 - ORBIT_PIVOT) * done,
});

/** The moves that are rendered; `abilities.ts` lists the same ones. */
const MOVES: Partial<Record<CameraType, (done: number, amount: number) => Move>> = {
  static: () => still,
  dolly_in: (done, amount) => dolly(done * amount),
  dolly_out: (done, amount) => dolly((1 - done) * amount),
  zoom_in: (done, amount) => zoom(done * amount),
  zoom_out: (done, amount) => zoom((1 - done) * amount),
  pan_left: (done, amount) => pan(done * amount, -1, 0),
  pan_right: (done, amount) => pan(done * amount, 1, 0),
  tilt_up: (done, amount) => pan(done * amount, 0, -1),
  tilt_down: (done, amount) => pan(done * amount, 0, 1),
  orbit: (done, amount) => orbit(done * amount),
};

/** The camera at a moment. A move that this engine does not know is the static one: the planner never leaves one in. */
export function cameraPose(
  plan: Pick<MotionPlan, "camera" | "loop">,
  moment: Moment,
  focus: readonly [number, number],
): CameraPose {
  const { camera } = plan;
  const [focusX, focusY] = camera.focus ?? focus;
  const move = MOVES[camera.type] ?? (() => still);
  const centred = camera.type.startsWith("pan") || camera.type.startsWith("tilt") || camera.type === "orbit";
  const at = centred ? { focusX: 0.5, focusY: 0.5 } : { focusX, focusY };
  return { ...move(doneOf(camera, plan, moment), camera.amount), ...at };
}
