import { describe, expect, test } from "vitest";
import { RENDERED_CAMERAS } from "../abilities.ts";
import { syntheticPlan, syntheticScene } from "../testing/synthetic-scene.ts";
import { depthSeen } from "../testing/depth-seen.ts";
import { createArena } from "./arena.ts";
import { cameraView, look } from "./camera-view.ts";
import { cameraPose } from "./camera.ts";
import { CELL_PX, frameGeometry, type FrameGeometry } from "./frame-geometry.ts";
import { leastJacobian, newField } from "./oscillation.ts";
import { compileKernel, openKernel } from "./kernel/kernel.ts";
import { makeRecipe, type Recipe } from "./recipe.ts";

/** A tower and a ball stand before a sky, over ground that rises to the front: every step of depth there is. */
const tower = (x: number, y: number): boolean => x > 0.3 && x < 0.42 && y > 0.15 && y < 0.75;
const ball = (x: number, y: number): boolean => Math.hypot(x - 0.7, y - 0.55) < 0.14;
const depth = (x: number, y: number): number => {
  if (ball(x, y)) return 1;
  if (tower(x, y)) return 0.5;
  return y < 0.5 ? 0 : 0.12 + 1.76 * (y - 0.5);
};

const scene = syntheticScene({ depth, width: 320, height: 240 });

type Camera = Recipe["plan"]["camera"];
const recipeOf = (camera: Partial<Camera>, frame: FrameGeometry, loop = false): Recipe => {
  const plan = syntheticPlan({
    camera: { type: "static", amount: 1, ease: "linear", ...camera },
    loop,
    duration_seconds: 4,
  });
  return makeRecipe({ plan, scene, frame, inputs: [], held: undefined, front: undefined, overlays: [] });
};

/** Where each node of the frame looks, as a displacement in px. */
function displacements({ camera, depth: depths, frame }: Recipe, share: number) {
  const pose = cameraPose(camera, { seconds: share * 4, share });
  const view = cameraView(pose, frame);
  const field = newField(depths.length);
  depths.forEach((_, node) => {
    const x = (node % (frame.columns + 1)) * CELL_PX + 0.5;
    const y = Math.floor(node / (frame.columns + 1)) * CELL_PX + 0.5;
    const seen = depthSeen(depths, frame, view, x, y);
    field.x[node] = look(x, seen, view.across, view) - x;
    field.y[node] = look(y, seen, view.down, view) - y;
  });
  return field;
}

describe.each(RENDERED_CAMERAS)("%s", (type) => {
  test.each([
    ["wide", 1280, 720],
    ["portrait", 360, 640],
    ["panorama", 1152, 360],
  ])("neither tears nor folds a %s picture, whatever the amount", (_, width, height) => {
    const frame = frameGeometry({ width, height });
    for (const amount of [0.5, 1, 2, 4]) {
      const recipe = recipeOf({ type, amount, focus: [0.7, 0.55] }, frame);
      for (const share of [0, 0.3, 0.7, 1]) {
        expect(leastJacobian(displacements(recipe, share), frame)).toBeGreaterThan(0.3);
      }
    }
  });
});

const frame = frameGeometry({ width: 1280, height: 720 });

/** How far (px) what is seen of a thing at a depth is, anywhere, from where the thing moved as a whole would be seen. */
function bend(recipe: Recipe, thing: (x: number, y: number) => boolean, own: number): number {
  const { x } = displacements(recipe, 1);
  const view = cameraView(cameraPose(recipe.camera, { seconds: 4, share: 1 }), frame);
  const off = [...x.keys()].map((node) => {
    const at = (node % (frame.columns + 1)) * CELL_PX + 0.5;
    const row = Math.floor(node / (frame.columns + 1)) * CELL_PX + 0.5;
    const whole = look(at, own, view.across, view);
    const isThing = thing(whole / frame.width, look(row, own, view.down, view) / frame.height);
    return isThing ? Math.abs(at + x[node]! - whole) : 0;
  });
  return Math.max(...off);
}

test("a tower stays upright in an orbit: to its outline it moves as one, within half a px", () => {
  const shaft = (x: number, y: number): boolean => tower(x, y) && y < 0.7;
  expect(bend(recipeOf({ type: "orbit" }, frame), shaft, 0.5)).toBeLessThan(0.5);
});

test("what is nearest moves as one in a dolly, an orbit and a crane, to its outline", () => {
  for (const type of ["dolly_in", "orbit", "crane_up"] as const) {
    expect(bend(recipeOf({ type }, frame), ball, 1)).toBeLessThan(0.5);
  }
});

test("an orbit has parallax: the ball and the sky part by 25 px and more", () => {
  const recipe = recipeOf({ type: "orbit" }, frame);
  const { x } = displacements(recipe, 1);
  const at = (u: number, v: number): number =>
    x[Math.round((v * 720) / CELL_PX) * (frame.columns + 1) + Math.round((u * 1280) / CELL_PX)]!;
  // Without the magnification, which is the same for both.
  const own = (u: number, v: number): number => at(u, v) - (0.5 - u) * 1280 * (1 - 1 / 1.07);
  expect(own(0.7, 0.55) - own(0.9, 0.15)).toBeGreaterThan(25);
});

test("a thing's depth goes with it: the view of a place is the one that meets the picture there", () => {
  const recipe = recipeOf({ type: "orbit", amount: 2 }, frame);
  const pose = cameraPose(recipe.camera, { seconds: 4, share: 1 });
  const view = cameraView(pose, frame);
  // The ball's right edge in the picture, and where the camera shows it.
  const edge = 0.83 * 1280;
  const shown = 640 + (edge - 640 - pose.shiftXNear * 1280) * pose.zoomNear;
  const seen = depthSeen(recipe.depth, frame, view, shown, 0.55 * 720);
  expect(seen).toBeCloseTo(1, 1);
  expect(look(shown, seen, view.across, view)).toBeCloseTo(edge, 0);
});

test.each(RENDERED_CAMERAS)("%s: the kernel looks where the plain reference does, to a 50th of a px", async (type) => {
  const wide = frameGeometry({ width: 330, height: 186 });
  const recipe = recipeOf({ type, amount: 2, focus: [0.7, 0.55] }, wide);
  const perRow = wide.columns + 1;
  const arena = createArena();
  const [depthAt, viewAt, out] = [recipe.depth.byteLength, 32, perRow * 8 + 64].map((bytes) => arena.reserve(bytes));
  const memory = arena.open();
  const floats = new Float32Array(memory.buffer);
  const kernel = openKernel(await compileKernel(), memory);
  const view = cameraView(cameraPose(recipe.camera, { seconds: 2.6, share: 0.65 }), wide);
  floats.set(recipe.depth, depthAt! / 4);
  const axes = [view.across, view.down].flatMap(({ focus, shiftFar, shiftMore }) => [focus, shiftFar, shiftMore]);
  floats.set([view.zoomFar, view.zoomMore, ...axes], viewAt! / 4);
  const off: number[] = [];
  for (let line = 0; line <= wide.rows; line += 1) {
    kernel.lookThrough(depthAt!, wide.columns, wide.rows, viewAt!, line, out!);
    for (let column = 0; column < perRow; column += 1) {
      const [x, y] = [column * CELL_PX + 0.5, line * CELL_PX + 0.5];
      const seen = depthSeen(recipe.depth, wide, view, x, y);
      off.push(Math.abs(floats[out! / 4 + column * 2]! - look(x, seen, view.across, view)));
      off.push(Math.abs(floats[out! / 4 + column * 2 + 1]! - look(y, seen, view.down, view)));
    }
  }
  expect(off).toHaveLength(2 * perRow * (wide.rows + 1));
  expect(Math.max(...off)).toBeLessThan(0.02);
});
