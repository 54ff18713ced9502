import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Worker } from "node:worker_threads";
import type { CameraType, MotionPlan } from "@kinora/contract";
import { i420ToRgb, type I420Frame, rgbToI420 } from "@kinora/media";
import { describe, expect, test } from "vitest";
import { syntheticEffect, syntheticPicture, syntheticPlan, syntheticScene } from "../testing/synthetic-scene.ts";
import { renderFrames } from "./render-frames.ts";

const SIZE = { width: 160, height: 120 };
/** A post stands in front of the sky, x 0.4 to 0.6, from the ground at 0.7 up to 0.2. */
const inFront = (x: number, y: number): boolean => y > 0.7 || (y > 0.2 && x > 0.4 && x < 0.6);
const scene = syntheticScene({
  sky: (x, y) => !inFront(x, y),
  water: (x, y) => y > 0.7 && x > 0.5,
  vegetation: (x, y) => y > 0.7 && x < 0.4,
  lamps: [{ x: 76, y: 30, width: 6, height: 6 }],
  depth: (_, y) => (y > 0.7 ? y : 0.2),
  horizon: 0.6,
});

/** A picture with a bright lamp where the scene has one. */
function picture(width: number, height: number) {
  const image = syntheticPicture(width, height);
  for (let y = Math.round(0.25 * height); y < 0.3 * height; y += 1) {
    for (let x = Math.round(0.475 * width); x < 0.5125 * width; x += 1) {
      image.data.set([255, 250, 240], (y * width + x) * 3);
    }
  }
  return image;
}

interface Wish {
  readonly effects?: readonly ("clouds" | "water" | "sway" | "lights")[];
  readonly camera?: CameraType;
  readonly plan?: Partial<MotionPlan>;
  readonly size?: { width: number; height: number };
  readonly workers?: number;
}

const renderingOf = ({ effects = [], camera = "static", plan = {}, size = SIZE, workers = 1 }: Wish) =>
  renderFrames({
    image: picture(size.width, size.height),
    ...{ scene, size, workers },
    plan: syntheticPlan({
      effects: effects.map((kind) => syntheticEffect(kind)),
      camera: { type: camera, amount: 1, ease: "linear" },
      ...plan,
    }),
  });

/** All frames of a clip, copied out of the renderer's memory. */
async function clip(wish: Wish): Promise<readonly I420Frame[]> {
  const frames: I420Frame[] = [];
  for await (const frame of renderingOf(wish)) frames.push({ ...frame, data: frame.data.slice() });
  return frames;
}

/** PSNR of two frames over Y, U and V, in dB; Infinity when they are the same. */
function psnr(a: I420Frame, b: I420Frame): number {
  const squares = a.data.reduce((sum, value, at) => sum + (value - b.data[at]!) ** 2, 0);
  return 10 * Math.log10((255 * 255 * a.data.length) / squares);
}

/** Mean absolute difference of luma, in levels, where a test of the place (0 to 1) says so. */
function change(a: I420Frame, b: I420Frame, where: (x: number, y: number) => boolean = () => true): number {
  let [sum, count] = [0, 0];
  for (let at = 0; at < a.width * a.height; at += 1) {
    if (!where(((at % a.width) + 0.5) / a.width, (Math.floor(at / a.width) + 0.5) / a.height)) continue;
    sum += Math.abs(a.data[at]! - b.data[at]!);
    count += 1;
  }
  return sum / count;
}

const photograph = ({ width, height } = SIZE): I420Frame => rgbToI420(picture(width, height));
const ALL = ["clouds", "water", "sway", "lights"] as const;

describe("the first frame is the photograph", () => {
  test.each([
    ["when nothing moves", {}],
    ["with clouds", { effects: ["clouds"] }],
    ["with water", { effects: ["water"] }],
    ["with plants", { effects: ["sway"] }],
    ["with lamps", { effects: ["lights"] }],
    ["with a push", { camera: "dolly_in" }],
    ["with an orbit", { camera: "orbit" }],
    ["with all of it, in a loop", { effects: ALL, camera: "pan_left", plan: { loop: true } }],
  ] as readonly (readonly [string, Wish])[])("%s", async (_, wish) => {
    for await (const first of renderingOf(wish)) {
      expect(psnr(first, photograph())).toBeGreaterThan(50);
      break;
    }
  });
});

describe("the last frame is the photograph when the camera pulls back", () => {
  test.each(["dolly_out", "zoom_out"] as const)("%s", async (camera) => {
    const frames = await clip({ camera });
    expect(psnr(frames.at(-1)!, photograph())).toBeGreaterThan(50);
    expect(psnr(frames[0]!, photograph())).toBeLessThan(30);
  });
});

test("where nothing moves, every frame is the same to the byte", async () => {
  const frames = await clip({});
  expect(frames).toHaveLength(8);
  expect(frames.filter(({ data }) => Buffer.compare(data, frames[0]!.data) !== 0)).toHaveLength(0);
});

/** Well away from any sky: cells that see none. */
const solid = (_: number, y: number): boolean => y > 0.85;

test("clouds move the sky, and leave what stands in front of it to the level", async () => {
  const frames = await clip({ effects: ["clouds"], plan: { fps: 4, duration_seconds: 2 } });
  const [first, last] = [frames[0]!, frames.at(-1)!];
  expect(change(first, last, (x, y) => y < 0.15 && x > 0.1)).toBeGreaterThan(3);
  expect(change(first, last, solid)).toBe(0);
  // The post, its edges left out, over which the matte is soft.
  const post = (x: number, y: number): boolean => y > 0.3 && y < 0.7 && x > 0.45 && x < 0.55;
  expect(change(first, last, post)).toBeLessThan(0.02);
});

test("clouds told to go to the right go to the right, by their speed", async () => {
  // 30 px/s at 720 lines is 5 px/s here; three times that, at the very top.
  const effects = [syntheticEffect("clouds", { speed: 3, direction: 0 })];
  const frames = await clip({ plan: { effects, fps: 1, duration_seconds: 2 } });
  const row = (frame: I420Frame, x: number): number => frame.data[2 * SIZE.width + x]!;
  const misfit = (shift: number): number =>
    Array.from({ length: 100 }, (_, x) => Math.abs(row(frames[1]!, x + 30 + shift) - row(frames[0]!, x + 30))).reduce(
      (sum, value) => sum + value,
    );
  const shifts = Array.from({ length: 41 }, (_, index) => index - 20);
  const best = shifts.reduce((a, b) => (misfit(b) < misfit(a) ? b : a));
  expect(best).toBeGreaterThanOrEqual(14);
  expect(best).toBeLessThanOrEqual(15);
});

test.each([
  ["water", (x: number, y: number) => x < 0.4 || y < 0.6],
  ["sway", (x: number, y: number) => x > 0.5 || y < 0.5],
  ["lights", (x: number, y: number) => x < 0.3 || x > 0.7 || y > 0.5],
] as const)("%s leaves the rest of the picture alone to the level", async (kind, outside) => {
  const frames = await clip({ effects: [kind] });
  expect(frames.slice(1).map((frame) => change(frame, frames[0]!, outside))).toEqual(Array(7).fill(0));
  expect(Math.max(...frames.map((frame) => change(frame, frames[0]!)))).toBeGreaterThan(0.01);
});

test("a lamp changes its own light, not what is around it", async () => {
  const frames = await clip({ effects: ["lights"] });
  const lamp = (x: number, y: number): boolean => x > 0.48 && x < 0.51 && y > 0.255 && y < 0.295;
  expect(Math.max(...frames.map((frame) => change(frame, frames[0]!, lamp)))).toBeGreaterThan(8);
});

describe("whatever the size", () => {
  test.each([
    [150, 114],
    [162, 122],
    [16, 16],
    [90, 160],
  ])(
    "%s by %s: frames of that size, the first one the photograph to its last column and row",
    async (width, height) => {
      const size = { width, height };
      const frames = await clip({ size, effects: ["clouds", "water"], camera: "dolly_in", plan: { fps: 3 } });
      expect(frames.map(({ data }) => data.length)).toEqual(Array(3).fill((width * height * 3) / 2));
      const edge = (x: number, y: number): boolean => x > 1 - 2 / width || y > 1 - 2 / height;
      expect(change(frames[0]!, photograph(size), edge)).toBeLessThan(0.5);
      expect(psnr(frames[0]!, photograph(size))).toBeGreaterThan(50);
    },
  );
});

test("one, two and three workers paint the same bytes", async () => {
  const wish: Wish = { effects: ALL, camera: "orbit" };
  const clips = await Promise.all([1, 2, 3].map((workers) => clip({ ...wish, workers })));
  const bytes = clips.map((frames) => Buffer.concat(frames.map(({ data }) => data)));
  expect(bytes[0]!.equals(bytes[1]!)).toBe(true);
  expect(bytes[0]!.equals(bytes[2]!)).toBe(true);
});

test("a loop's last frame goes over into its first as smoothly as any other into its next", async () => {
  const frames = await clip({
    ...{ effects: ALL, camera: "dolly_in" },
    plan: { loop: true, fps: 10, duration_seconds: 2 },
  });
  const steps = frames.map((frame, index) => change(frame, frames[(index + 1) % frames.length]!));
  const seam = steps.pop()!;
  const median = steps.toSorted((a, b) => a - b)[Math.floor(steps.length / 2)]!;
  expect(seam / median).toBeLessThan(1.5);
  expect(median).toBeGreaterThan(0.1);
});

test("colours come through: a red picture stays red", async () => {
  const data = new Uint8Array(32 * 32 * 3);
  for (let at = 0; at < data.length; at += 3) data.set([200, 30, 40], at);
  const size = { width: 32, height: 32 };
  const plan = syntheticPlan({ fps: 1, camera: { type: "dolly_in", amount: 1, ease: "linear" } });
  for await (const frame of renderFrames({ image: { ...size, data }, scene, plan, size, workers: 1 })) {
    const seen = i420ToRgb(frame).data;
    expect([...seen.subarray(0, 3)].every((value, at) => Math.abs(value - [200, 30, 40][at]!) <= 2)).toBe(true);
  }
});

test("ending early ends the workers: no thread of theirs is left", async () => {
  const threads: Worker[] = [];
  const note = (message: unknown): void => void threads.push((message as { worker: Worker }).worker);
  subscribe("worker_threads", note);
  try {
    for await (const frame of renderingOf({ workers: 2, plan: { duration_seconds: 60 } })) {
      expect(frame.width).toBe(160);
      expect(threads.map(({ threadId }) => threadId > 0)).toEqual([true, true]);
      break;
    }
  } finally {
    unsubscribe("worker_threads", note);
  }
  // A thread that has ended has no number.
  expect(threads.map(({ threadId }) => threadId)).toEqual([-1, -1]);
});
