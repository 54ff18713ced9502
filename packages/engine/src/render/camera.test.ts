import { CAMERA_TYPES, type CameraType } from "@kinora/contract";
import { describe, expect, test } from "vitest";
import { RENDERED_CAMERAS } from "../abilities.ts";
import { type CameraPose, cameraPose } from "./camera.ts";

const pose = (type: CameraType, share: number, more: { amount?: number; loop?: boolean } = {}): CameraPose => {
  const { amount = 1, loop = false } = more;
  return cameraPose({ camera: { type, amount, ease: "inout" }, loop }, { seconds: share * 4, share }, [0.2, 0.9]);
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

test.each(RENDERED_CAMERAS)("%s comes back in a loop", (type) => {
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
  test.each([0.25, 1, 4])("never shows what is outside the picture, at amount %s", (amount) => {
    for (const loop of [false, true]) {
      for (const share of shares) {
        const at = pose(type, share, { amount, loop });
        expect(at.zoomFar).toBeGreaterThanOrEqual(1);
        expect(at.zoomNear).toBeGreaterThanOrEqual(1);
        for (const edge of [...view(at, 0), ...view(at, 1)]) {
          expect(edge).toBeGreaterThanOrEqual(-1e-9);
          expect(edge).toBeLessThanOrEqual(1 + 1e-9);
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

test("an orbit turns around the middle of the depth: near and far go opposite ways", () => {
  const { shiftXFar, shiftXNear } = pose("orbit", 1);
  expect(Math.sign(shiftXFar)).toBe(-Math.sign(shiftXNear));
});

test("a push goes to the plan's focus, or else to the scene's", () => {
  expect(pose("dolly_in", 1)).toMatchObject({ focusX: 0.2, focusY: 0.9 });
  const camera = { type: "dolly_in", amount: 1, ease: "linear", focus: [0.7, 0.3] as [number, number] } as const;
  expect(cameraPose({ camera, loop: false }, { seconds: 0, share: 0 }, [0.5, 0.5])).toMatchObject({
    ...{ focusX: 0.7, focusY: 0.3 },
  });
});

test("inout starts and ends at rest, linear does not", () => {
  const early = (ease: "linear" | "inout"): number =>
    cameraPose({ camera: { type: "zoom_in", amount: 1, ease }, loop: false }, { seconds: 0, share: 0.1 }, [0.5, 0.5])
      .zoomFar - 1;
  expect(early("linear")).toBeCloseTo(0.011, 6);
  expect(early("inout")).toBeCloseTo(0.11 * 0.028, 6);
});

test("abilities.ts names exactly the moves that move: any other leaves the picture alone", () => {
  const moving = CAMERA_TYPES.filter((type) => shares.some((share) => motion(pose(type, share)) > 0));
  expect([...moving, "static"].sort()).toEqual([...RENDERED_CAMERAS].sort());
});
