import { CAMERA_TYPES, type CameraType } from "@kinora/contract";
import { describe, expect, test } from "vitest";
import { RENDERED_CAMERAS } from "../abilities.ts";
import { type CameraPose, cameraPath, cameraPose } from "./camera.ts";

interface More {
  readonly amount?: number;
  readonly loop?: boolean;
  readonly ease?: "linear" | "inout";
  readonly focus?: [number, number];
  readonly focusDepth?: number;
  readonly seed?: number;
  readonly aspect?: number;
}

/** The camera of a clip of 4 s, in a scene whose focus is at 0.2, 0.9. */
const pose = (type: CameraType, share: number, more: More = {}): CameraPose => {
  const { amount = 1, loop = false, ease = "inout", focus, focusDepth = 0.55, seed = 1, aspect = 16 / 9 } = more;
  const camera = { type, amount, ease, ...(focus === undefined ? {} : { focus }) };
  const plan = { camera, loop, seed, duration_seconds: 4 };
  return cameraPose(cameraPath({ plan, focus: [0.2, 0.9], focusDepth, aspect }), { seconds: share * 4, share });
};

/** The pose as motion alone: what is not 1 (zoom) or 0 (shift). */
const motion = ({ zoomFar, zoomNear, shiftXFar, shiftXNear, shiftYFar, shiftYNear }: CameraPose): number =>
  Math.max(zoomFar - 1, zoomNear - 1, ...[shiftXFar, shiftXNear, shiftYFar, shiftYNear].map(Math.abs));

const shares = Array.from({ length: 21 }, (_, step) => step / 20);
const backwards = ["dolly_out", "zoom_out"] as const;
const forwards = RENDERED_CAMERAS.filter((type) => !backwards.some((other) => other === type));

test.each(forwards)("%s starts on the picture", (type) => {
  expect(motion(pose(type, 0))).toBe(0);
});

test.each(backwards)("%s starts inside the picture and ends on the whole of it", (type) => {
  expect(pose(type, 0).zoomNear).toBeGreaterThan(1.1);
  expect(motion(pose(type, 1))).toBe(0);
});

test.each(RENDERED_CAMERAS)("%s comes back in a loop, and has been away", (type) => {
  expect(motion(pose(type, 1, { loop: true }))).toBeCloseTo(motion(pose(type, 0, { loop: true })), 12);
  if (type !== "static") {
    const [start, middle] = [pose(type, 0, { loop: true }), pose(type, 0.5, { loop: true })];
    expect(Math.abs(motion(middle) - motion(start))).toBeGreaterThan(0.009);
  }
});

/** The edges of the view on the picture, 0 to 1, for what is at a depth: all within means that no border shows. */
function view(p: CameraPose, depth: number): readonly number[] {
  const zoom = p.zoomFar + (p.zoomNear - p.zoomFar) * depth;
  const x = p.shiftXFar + (p.shiftXNear - p.shiftXFar) * depth;
  const y = p.shiftYFar + (p.shiftYNear - p.shiftYFar) * depth;
  const edge = (at: number, focus: number, shift: number): number => focus + (at - focus) / zoom + shift;
  return [edge(0, p.focusX, x), edge(1, p.focusX, x), edge(0, p.focusY, y), edge(1, p.focusY, y)];
}

describe.each(RENDERED_CAMERAS)("%s", (type) => {
  const worlds = [
    { aspect: 16 / 9, focus: undefined, focusDepth: 0.55 },
    { aspect: 9 / 16, focus: [0.05, 0.1], focusDepth: 0 },
    { aspect: 4, focus: [0.95, 1], focusDepth: 1 },
  ] as const;
  test.each([0, 0.25, 1, 2.5, 4])("never shows what is outside the picture, at amount %s", (amount) => {
    for (const { aspect, focus, focusDepth } of worlds) {
      for (const loop of [false, true]) {
        for (const share of shares) {
          const own = focus === undefined ? {} : { focus: [...focus] as [number, number] };
          const at = pose(type, share, { amount, loop, aspect, focusDepth, ...own });
          expect(Math.min(at.zoomFar, at.zoomNear)).toBeGreaterThanOrEqual(1);
          expect(Math.max(at.zoomFar, at.zoomNear)).toBeLessThanOrEqual(1.5);
          for (const edge of [0, 0.3, 1].flatMap((depth) => view(at, depth))) {
            expect(edge).toBeGreaterThanOrEqual(-1e-9);
            expect(edge).toBeLessThanOrEqual(1 + 1e-9);
          }
        }
      }
    }
  });
});

test("pans and tilts go where they say, near things the farther", () => {
  expect(pose("pan_right", 1).shiftXNear).toBeGreaterThan(0.05);
  expect(pose("pan_left", 1).shiftXNear).toBeLessThan(-0.05);
  expect(pose("tilt_down", 1).shiftYNear).toBeGreaterThan(0.05);
  expect(pose("tilt_up", 1).shiftYNear).toBeLessThan(-0.05);
  expect(pose("pan_right", 1).shiftXFar).toBeLessThan(pose("pan_right", 1).shiftXNear);
  expect(pose("pan_right", 1).shiftYNear).toBe(0);
});

test("a dolly goes past near things faster than a zoom does, far things slower", () => {
  expect(pose("dolly_in", 1)).toMatchObject({ zoomFar: 1.06, zoomNear: 1.12 });
  expect(pose("zoom_in", 1)).toMatchObject({ zoomFar: 1.11, zoomNear: 1.11 });
});

test("a camera that rises passes near things three times as fast as far ones, upwards; one that sinks, downwards", () => {
  const up = pose("crane_up", 1);
  expect(up.shiftYNear).toBeLessThan(-0.05);
  expect(up.shiftYNear / up.shiftYFar).toBeCloseTo(2.857, 3);
  expect(pose("crane_down", 1).shiftYNear).toBeGreaterThan(0.05);
  expect(Math.abs(up.shiftXNear)).toBe(0);
});

test("in a vertigo near things keep their size while the background grows by a sixth", () => {
  expect(pose("vertigo", 1)).toMatchObject({ zoomNear: 1, zoomFar: 1.16, focusX: 0.2, focusY: 0.9 });
});

describe("a hand", () => {
  const places = (more: More = {}): readonly CameraPose[] =>
    Array.from({ length: 400 }, (_, step) => pose("handheld", step / 400, more));
  const widest = (poses: readonly CameraPose[], of: (pose: CameraPose) => number): number =>
    Math.max(...poses.map((at) => Math.abs(of(at))));

  test("sways by about a hundredth of the short side, as far up and down as to the side in px", () => {
    const wide = places();
    expect(widest(wide, (at) => at.shiftYNear)).toBeGreaterThan(0.004);
    expect(widest(wide, (at) => at.shiftYNear)).toBeLessThan(0.014);
    expect(widest(wide, (at) => at.shiftXNear)).toBeLessThan((0.014 * 9) / 16);
    expect(widest(places({ aspect: 9 / 16 }), (at) => at.shiftXNear)).toBeGreaterThan(0.004);
  });

  test("moves smoothly: no more than 40 px/s at 720 lines, and no jump of speed of a tenth of it from frame to frame", () => {
    const y = places().map((at) => at.shiftYNear * 720);
    const speeds = y.slice(1).map((value, index) => (value - y[index]!) * 100);
    expect(Math.max(...speeds.map(Math.abs))).toBeLessThan(40);
    expect(Math.max(...speeds.slice(1).map((value, index) => Math.abs(value - speeds[index]!)))).toBeLessThan(4);
  });

  test("is the same for the same seed, another for another", () => {
    expect(pose("handheld", 0.6)).toEqual(pose("handheld", 0.6));
    expect(pose("handheld", 0.6, { seed: 2 }).shiftXFar).not.toBe(pose("handheld", 0.6).shiftXFar);
  });
});

test("an orbit turns around what is in focus: that stays, near and far go opposite ways", () => {
  const { shiftXFar, shiftXNear } = pose("orbit", 1, { focusDepth: 0.4 });
  expect(shiftXFar + (shiftXNear - shiftXFar) * 0.4).toBeCloseTo(0, 12);
  expect(shiftXNear).toBeGreaterThan(0.01);
  expect(shiftXFar).toBeLessThan(-0.008);
});

test("a push goes to the plan's focus, or else to the scene's", () => {
  expect(pose("dolly_in", 1)).toMatchObject({ focusX: 0.2, focusY: 0.9 });
  expect(pose("dolly_in", 1, { focus: [0.7, 0.3] })).toMatchObject({ focusX: 0.7, focusY: 0.3 });
});

test("a move to one side keeps the height of the plan's focus, one upwards its side; the scene's focus counts for neither", () => {
  expect(pose("pan_right", 1, { focus: [0.7, 0.3] })).toMatchObject({ focusX: 0.5, focusY: 0.3 });
  expect(pose("crane_up", 1, { focus: [0.7, 0.3] })).toMatchObject({ focusX: 0.7, focusY: 0.5 });
  expect(pose("tilt_down", 1)).toMatchObject({ focusX: 0.5, focusY: 0.5 });
});

test("inout starts and ends at rest, linear does not", () => {
  const early = (ease: "linear" | "inout"): number => pose("zoom_in", 0.1, { ease }).zoomFar - 1;
  expect(early("linear")).toBeCloseTo(0.011, 6);
  expect(early("inout")).toBeCloseTo(0.11 * 0.028, 6);
});

test("abilities.ts names exactly the moves that move: any other leaves the picture alone", () => {
  const moving = CAMERA_TYPES.filter((type) => shares.some((share) => motion(pose(type, share)) > 0));
  expect([...moving, "static"].sort()).toEqual([...RENDERED_CAMERAS].sort());
});
