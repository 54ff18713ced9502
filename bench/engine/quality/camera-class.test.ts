import { expect, test } from "vitest";
import { judgeCamera, type Moving, vbenchCamera } from "./camera-class.ts";
import { opticalFlow } from "./flow.ts";
import { loadOpenCv } from "./opencv.ts";
import type { Plane } from "./plane.ts";
import { paintedPlane, texturePlane, type View } from "./testing-planes.ts";
import { affineResidual, displacements, gridIn } from "./track.ts";

const { cv } = await loadOpenCv();
const STEPS = 8;

const flowsOf = (frames: readonly Plane[]): Moving => ({
  first: frames[0]!,
  flows: frames.slice(1).map((frame, index) => opticalFlow(cv, frames[index]!, frame)),
});

/** A camera whose picture is a view that changes evenly from the plain one to the last. */
function moveTo({ dx = 0, dy = 0, zoom = 1 }: View): Moving {
  const views = Array.from({ length: STEPS + 1 }, (_, step) => step / STEPS);
  return flowsOf(views.map((share) => texturePlane({ dx: dx * share, dy: dy * share, zoom: 1 + (zoom - 1) * share })));
}

const nowhere = { subject: [], background: [] };

test.each<[string, View, string[]]>([
  ["a picture that grows", { zoom: 1.12 }, ["zoom_in"]],
  ["a picture that shrinks", { zoom: 0.9 }, ["zoom_out"]],
  ["a picture that goes left", { dx: -8 }, ["pan_right"]],
  ["a picture that goes right", { dx: 8 }, ["pan_left"]],
  ["a picture that goes down", { dy: 8 }, ["tilt_up"]],
  ["a picture that goes up", { dy: -8 }, ["tilt_down"]],
  ["a picture that stays", {}, ["static"]],
])("%s is the camera move of VBench's table", (_, view, moves) => {
  expect(vbenchCamera(moveTo(view))).toEqual(expect.arrayContaining(moves));
});

test("where the edge is blank, the next textured place further in tells the way", () => {
  const views = Array.from({ length: STEPS + 1 }, (_, step) => texturePlane({ dx: -step }));
  const underSky = views.map((view) => paintedPlane(160, 120, (x, y) => (y < 20 ? 200 : view.data[y * 160 + x]!)));
  expect(vbenchCamera(flowsOf(underSky))).toEqual(["pan_right"]);
});

test("a dolly counts as VBench's zoom, and a pan is not what was asked of a tilt", () => {
  expect(judgeCamera("dolly_in", moveTo({ zoom: 1.12 }), nowhere).met).toBe(true);
  expect(judgeCamera("tilt_up", moveTo({ dx: 8 }), nowhere)).toEqual({ shown: ["pan_left"], met: false });
});

/** What is in the middle goes its own way. */
function nearAndFar(near: (share: number) => View, far: (share: number) => View): Moving {
  const shares = Array.from({ length: STEPS + 1 }, (_, step) => step / STEPS);
  return flowsOf(
    shares.map((share) => {
      const [front, back] = [texturePlane({ seed: 4, ...near(share) }), texturePlane({ seed: 6, ...far(share) })];
      const isFront = (x: number): boolean => x > 55 && x < 105;
      return paintedPlane(160, 120, (x, y) => (isFront(x) ? front : back).data[y * 160 + x] ?? 0);
    }),
  );
}

const depths = { subject: [[0.42, 0.3, 0.58, 0.7]], background: [[0.03, 0.2, 0.25, 0.8]] } as const;

test("near and far things that go different ways sideways are an orbit, and a plain pan is none", () => {
  const orbit = nearAndFar(
    (share) => ({ dx: -4 * share }),
    (share) => ({ dx: 4 * share }),
  );
  expect(judgeCamera("orbit", orbit, depths).met).toBe(true);
  expect(judgeCamera("orbit", moveTo({ dx: 6 }), depths).met).toBe(false);
});

test("what is far growing behind what is near is vertigo, and a plain zoom is none", () => {
  const vertigo = nearAndFar(
    () => ({}),
    (share) => ({ zoom: 1 + 0.1 * share }),
  );
  expect(judgeCamera("vertigo", vertigo, depths).met).toBe(true);
  expect(judgeCamera("vertigo", moveTo({ zoom: 1.1 }), depths).met).toBe(false);
});

test("a picture that goes to and fro is held by a hand, and one that goes one way is not", () => {
  const ways = [0, 2, 3, 1, -1, 0, 2, 1, -1];
  expect(judgeCamera("handheld", flowsOf(ways.map((dx) => texturePlane({ dx }))), nowhere).met).toBe(true);
  expect(judgeCamera("handheld", moveTo({ dx: 6 }), nowhere).met).toBe(false);
});

test("a subject that grows as a whole is rigid, and one that bends is not", () => {
  const starts = gridIn({ left: 50, top: 35, right: 110, bottom: 85 }, 5);
  const bent = Array.from({ length: STEPS + 1 }, (_, step) => {
    const reach = (2.5 * step) / STEPS;
    const plain = texturePlane({ width: 200 });
    return paintedPlane(160, 120, (x, y) => plain.data[y * 200 + Math.round(x + 20 - reach * Math.sin(y / 7))] ?? 0);
  });
  expect(affineResidual(displacements(starts, moveTo({ zoom: 1.1 }).flows))).toBeLessThan(0.35);
  expect(affineResidual(displacements(starts, flowsOf(bent).flows))).toBeGreaterThan(0.7);
});
