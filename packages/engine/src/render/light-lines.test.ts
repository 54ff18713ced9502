import type { CameraType } from "@kinora/contract";
import type { RgbImage } from "@kinora/media";
import { expect, test } from "vitest";
import { framesOf } from "../testing/frame-probe.ts";
import { syntheticEffect, syntheticPlan, syntheticScene } from "../testing/synthetic-scene.ts";
import { changedCells } from "./light-lines.ts";

test("what is lit otherwise is one stretch of cells, a cell around the nodes; none when all is as in the photograph", () => {
  const lines = new Float32Array(20).fill(1);
  expect(changedCells(lines)).toBeUndefined();
  lines[4] = 0.5;
  lines[16] = 1.2;
  expect(changedCells(lines)).toEqual({ from: 3, to: 7 });
  lines[0] = 2;
  lines[19] = 2;
  expect(changedCells(lines)).toEqual({ from: 0, to: 9 });
});

const size = { width: 320, height: 240 };

/** A dark wall with one lamp near its upper left corner. */
function wall(): RgbImage {
  const data = new Uint8Array(size.width * size.height * 3).fill(40);
  for (let y = 40; y < 52; y += 1) data.fill(250, (y * size.width + 40) * 3, (y * size.width + 52) * 3);
  return { ...size, data };
}

/** The brightest pixel of each frame. */
async function peaks(camera: CameraType, amount: number): Promise<number[]> {
  const scene = syntheticScene({ lamps: [{ x: 16, y: 16, width: 14, height: 14 }] });
  const plan = syntheticPlan({
    camera: { type: camera, amount, ease: "linear", focus: [0.4, 0.4] },
    effects: [syntheticEffect("lights", { amount: 2 })],
    fps: 10,
  });
  const frames = await framesOf({ image: wall(), scene, plan, size, workers: 1 });
  return frames.map(({ data }) => data.subarray(0, size.width * size.height).reduce((a, b) => Math.max(a, b), 0));
}

test("a lamp flickers alike under a camera that moves it across the frame: its light goes with it", async () => {
  const [still, moving] = await Promise.all([peaks("static", 1), peaks("zoom_in", 2)]);
  const lowest = Math.min(...still);
  expect(lowest).toBeLessThan(180);
  still.forEach((peak, frame) => expect(Math.abs(moving[frame]! - peak)).toBeLessThan(25));
});
