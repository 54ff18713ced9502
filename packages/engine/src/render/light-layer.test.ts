import { i420ToRgb, type RgbImage } from "@kinora/media";
import { expect, test } from "vitest";
import { syntheticEffect, syntheticPlan, syntheticScene } from "../testing/synthetic-scene.ts";
import { renderFrames } from "./render-frames.ts";

const SIZE = { width: 160, height: 120 };

/** A wall of one grey with a lamp in the middle: a core and a glow that falls off around it. */
function lampOn(
  wall: number,
  core: readonly [number, number, number],
  glow: readonly [number, number, number],
): RgbImage {
  const data = new Uint8Array(SIZE.width * SIZE.height * 3);
  for (let at = 0; at < data.length; at += 3) {
    const away = Math.hypot(((at / 3) % SIZE.width) - 80, Math.floor(at / 3 / SIZE.width) - 60);
    const shine = Math.max(0, 1 - away / 12) ** 2;
    for (let channel = 0; channel < 3; channel += 1) {
      data[at + channel] = away < 4 ? core[channel]! : wall + glow[channel]! * shine;
    }
  }
  return { ...SIZE, data };
}

/** The colour of the lamp's middle in each frame of 3 s. */
async function middles(image: RgbImage): Promise<number[][]> {
  const plan = syntheticPlan({ duration_seconds: 3, effects: [syntheticEffect("lights", { amount: 3 })] });
  const scene = syntheticScene({ lamps: [{ x: 66, y: 46, width: 28, height: 28 }] });
  const colours: number[][] = [];
  for await (const frame of renderFrames({ image, scene, plan, size: SIZE, workers: 1 })) {
    const { data } = i420ToRgb(frame);
    const at = (60 * SIZE.width + 80) * 3;
    colours.push([...data.subarray(at, at + 3)]);
  }
  return colours;
}

test("a faint lamp, 10 levels above its wall, flickers too", async () => {
  const light = (await middles(lampOn(60, [70, 70, 68], [6, 6, 5]))).map(([red]) => red!);
  expect(Math.max(...light) - Math.min(...light)).toBeGreaterThanOrEqual(6);
});

test("a lamp nearly off ends in the red of its glow, not in a grey spot", async () => {
  const colours = await middles(lampOn(30, [255, 252, 245], [180, 90, 20]));
  const darkest = colours.reduce((a, b) => (b[0]! < a[0]! ? b : a));
  expect(darkest[0]).toBeLessThan(150);
  expect(darkest[0]! - darkest[2]!).toBeGreaterThan(15);
});
