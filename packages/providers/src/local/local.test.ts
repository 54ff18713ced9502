import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Unmet } from "@kinora/contract";
import { Failure } from "@kinora/contract";
import type { Provider, SubmitPlan } from "@kinora/domain";
import { checkImage, encodeStill, type RgbImage } from "@kinora/media";
import { afterEach, beforeEach, expect, test } from "vitest";
import { providerContract } from "../kit/provider-contract.ts";
import { createFakeEngine, type FakeEngine, type FakeRendering, samplePlan } from "./fake-engine.ts";
import { createLocalProvider } from "./provider.ts";

providerContract("the embedded engine", (folder) => {
  const runner = createFakeEngine();
  const open = (): Provider => createLocalProvider({ runner, folder: join(folder, "runs"), maxRunning: 2 });
  return Promise.resolve({
    provider: open(),
    newProcess: open,
    submits: () => runner.renderings.length,
    finish: () => runner.renderings.at(-1)?.finish() ?? Promise.resolve(),
    fail: async () => {
      runner.renderings.at(-1)?.fail(new Failure("engine_failed", { detail: "The encoder broke." }));
      await Promise.resolve();
    },
  });
});

const solid = { width: 4, height: 3, data: new Uint8Array(4 * 3 * 3).fill(90) };
const stillOf = (image: RgbImage): Promise<Uint8Array> => encodeStill(image, { format: "png" });

let folder: string;
let engine: FakeEngine;
let provider: Provider;
let woken: string[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kinora-local-"));
  await writeFile(join(folder, "still.png"), await stillOf(solid));
  [engine, woken] = [createFakeEngine(), []];
  provider = createLocalProvider({ runner: engine, folder: join(folder, "runs"), maxRunning: 2 });
});
afterEach(async () => {
  await provider.close?.();
  await rm(folder, { recursive: true, force: true });
});

const context = { signal: new AbortController().signal, wake: (id: string) => void woken.push(id) };

const planOf = (changes: Partial<SubmitPlan> = {}): SubmitPlan => ({
  generationId: "gen_1",
  attemptId: "attempt-1",
  intendedAt: 0,
  sendBefore: 9e15,
  strict: false,
  model: "kinora-motion-1",
  prompt: "clouds",
  options: {},
  still: {
    ref: { sha256: "aa", bytes: 7, mediaType: "image/png", width: 4, height: 3, meanColor: "#010203" },
    path: join(folder, "still.png"),
  },
  ...changes,
});

const start = async (changes: Partial<SubmitPlan> = {}): Promise<FakeRendering> => {
  await provider.submit(planOf(changes), context);
  const rendering = engine.renderings.at(-1);
  if (rendering === undefined) throw new Error("nothing is rendered");
  return rendering;
};

const operation = { run: "attempt-1" };
const unmet: readonly Unmet[] = [{ phrase: "a dragon", reason: "needs-generative-model", did: "The camera moves." }];

test("what a request leaves open is 720p, 4 seconds and 30 frames a second, with a seed that is the same on every try", async () => {
  const { order } = await start();
  expect(order).toMatchObject({
    resolution: "720p",
    durationSeconds: 4,
    fps: 30,
    loop: false,
    preview: false,
    prompt: "clouds",
  });
  expect((await start({ attemptId: "attempt-2" })).order.seed).toBe(order.seed);
  expect((await start({ attemptId: "attempt-3", generationId: "gen_2" })).order.seed).not.toBe(order.seed);
});

test("a warning of the engine is told with the next poll, and beside the result", async () => {
  const rendering = await start();
  const warning = { option: "analyzers", code: "analyzer_failed", message: "Our own analysis stands in." };
  rendering.onNews({ kind: "warned", warning });
  expect(await provider.poll(operation, context)).toMatchObject({ kind: "running", warnings: [warning] });
  await rendering.finish();
  expect(await provider.poll(operation, context)).toMatchObject({ kind: "done", warnings: [warning] });
});

test("every option that the model honours reaches the engine, seed 0 and a duration of 1.5 too", async () => {
  const motion = { camera: { type: "orbit" } } as const;
  const options = {
    seed: 0,
    duration_seconds: 1.5,
    resolution: "480p",
    fps: 24,
    loop: true,
    preview: true,
    motion,
  } as const;
  const { order } = await start({ options });
  expect(order).toMatchObject({
    seed: 0,
    durationSeconds: 1.5,
    resolution: "480p",
    fps: 24,
    loop: true,
    preview: true,
    motion,
  });
});

test("the still is the run's own copy, so that it may go away after the submit", async () => {
  const { order } = await start();
  await rm(join(folder, "still.png"));
  expect(await checkImage(order.stillPath, { maxBytes: 1000, maxPixels: 12 })).toMatchObject({ width: 4, height: 3 });
});

test("a poll tells stage, progress, the plan and what is unmet, and news wake who waits", async () => {
  const { onNews } = await start();
  expect(await provider.poll(operation, context)).toEqual({ kind: "running", progress: 0, pollAfterMs: 1_000 });
  onNews({ kind: "planned", plan: samplePlan, unmet });
  onNews({ kind: "progress", stage: "rendering", progress: 10.2 });
  onNews({ kind: "progress", stage: "rendering", progress: 15.1 });
  expect(woken).toEqual(["gen_1", "gen_1"]);
  onNews({ kind: "progress", stage: "rendering", progress: 15.2 });
  expect(woken).toEqual(["gen_1", "gen_1", "gen_1"]);
  expect(await provider.poll(operation, context)).toEqual({
    kind: "running",
    progress: 15.2,
    stage: "rendering",
    pollAfterMs: 1_000,
    plan: samplePlan,
    unmet,
  });
});

test("strict and unmet: failed before anything is rendered, and the process is killed", async () => {
  const { onNews, signal } = await start({ strict: true });
  onNews({ kind: "planned", plan: samplePlan, unmet });
  expect(signal.aborted).toBe(true);
  expect(await provider.poll(operation, context)).toMatchObject({
    kind: "failed",
    failure: {
      code: "unsupported_option",
      message:
        'The embedded engine cannot do all that the prompt asks, and strict is on: "a dragon" (The camera moves.)',
    },
  });
});

test("a picture too small for the asked resolution gives a smaller clip, and it is said", async () => {
  await start({ options: { resolution: "1080p" } });
  expect(await provider.poll(operation, context)).toMatchObject({
    kind: "running",
    warnings: [{ option: "resolution", code: "reduced" }],
  });
  await engine.renderings.at(-1)?.finish();
  expect(await provider.poll(operation, context)).toMatchObject({ kind: "done", warnings: [{ code: "reduced" }] });
});

const stillWith = async (bytes: Uint8Array, size = { width: 4, height: 3 }): Promise<SubmitPlan["still"]> => {
  const path = join(folder, "other.png");
  await writeFile(path, bytes);
  return { ref: { sha256: "bb", bytes: bytes.length, mediaType: "image/png", ...size, meanColor: "#5a5a5a" }, path };
};

/** Two frames, and a picture of which one pixel is transparent, of 4 × 3 pixels each: no encoder of ours writes such. */
const movingGif = Buffer.from(
  "R0lGODlhBAADAIAAAExpcVpaWiH5BAUAAAAALAAAAAAEAAMAAAIDjI9WACH5BAUAAAAALAAAAAAEAAMAgExpccjIyAIDjI9WADs=",
  "base64",
);
const clearPng = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAQAAAADCAYAAAC09K7GAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAAFElEQVQImWP4//8/w38kgMLBKgAAlNYu0gVIpqAAAAAASUVORK5CYII=",
  "base64",
);

test("of a moving picture it is said that only its first frame is animated, and strict refuses it", async () => {
  const still = await stillWith(movingGif);
  await start({ still });
  expect(await provider.poll(operation, context)).toMatchObject({
    warnings: [
      {
        option: "image",
        code: "first_frame_only",
        message: "The picture has 2 frames: the first is animated, and the others are left out.",
      },
    ],
  });
  expect(await provider.submit(planOf({ still, strict: true, attemptId: "a2" }), context)).toMatchObject({
    kind: "rejected",
    failure: { code: "unsupported_option" },
  });
});

test("of a transparent picture it is said that white shows through", async () => {
  await start({ still: await stillWith(clearPng) });
  expect(await provider.poll(operation, context)).toMatchObject({
    warnings: [{ option: "image", code: "alpha_dropped" }],
  });
});

test("of a panorama it is said how large its clip is, also when no resolution was asked; then strict takes it", async () => {
  const still = await stillWith(await stillOf(solid), { width: 8000, height: 1000 });
  await start({ still, strict: true });
  const outcome = await provider.poll(operation, context);
  expect(outcome).toMatchObject({ warnings: [{ option: "resolution", code: "reduced" }] });
  expect(JSON.stringify(outcome)).toContain("A picture of 8000 x 1000 gives 2304 x 288, not 720p");
});

test("a picture that a closer look shows to be damaged is refused, and nothing is rendered", async () => {
  const still = await stillWith(clearPng.subarray(0, 60));
  expect(await provider.submit(planOf({ still }), context)).toMatchObject({
    kind: "rejected",
    failure: { code: "image_unreadable" },
  });
  expect(engine.renderings).toEqual([]);
});

test("a ribbon of a picture, which has no video of its shape, is said to be stretched", async () => {
  await start({ still: await stillWith(await stillOf(solid), { width: 8000, height: 40 }) });
  expect(await provider.poll(operation, context)).toMatchObject({
    warnings: [
      {
        code: "stretched",
        message:
          "A picture of 8000 x 40 is too narrow for a video of its shape: it is stretched to 2304 x 16. Send a shorter crop of it.",
      },
      { code: "reduced" },
    ],
  });
});

test("strict and a picture too small for the asked resolution: refused before anything is rendered", async () => {
  const outcome = await provider.submit(planOf({ strict: true, options: { resolution: "1080p" } }), context);
  expect(outcome).toMatchObject({ kind: "rejected", failure: { code: "unsupported_option" } });
  expect(engine.renderings).toEqual([]);
});

test("unmet without strict goes on", async () => {
  const { onNews, signal } = await start();
  onNews({ kind: "planned", plan: samplePlan, unmet });
  expect(signal.aborted).toBe(false);
});

test("a cancel kills the process and waits for its end", async () => {
  const { signal } = await start();
  expect(await provider.cancel?.(operation, context)).toEqual({ stops: true, billing: "not_billed" });
  expect(signal.aborted).toBe(true);
  expect(await provider.poll(operation, context)).toEqual({ kind: "cancelled" });
});

test("a cancel after the end changes nothing", async () => {
  await (await start()).finish();
  await provider.cancel?.(operation, context);
  expect((await provider.poll(operation, context)).kind).toBe("done");
});

test("several runs go side by side and are told apart", async () => {
  const first = await start();
  await start({ attemptId: "attempt-2" });
  await first.finish();
  expect((await provider.poll(operation, context)).kind).toBe("done");
  expect((await provider.poll({ run: "attempt-2" }, context)).kind).toBe("running");
});

test("released and unwanted runs leave no folder, wanted ones keep theirs", async () => {
  await (await start()).finish();
  await (await start({ attemptId: "attempt-2" })).finish();
  await (await start({ attemptId: "attempt-3" })).finish();
  await provider.release?.({ run: "attempt-1" });
  await provider.sweep?.([{ run: "attempt-3" }]);
  expect(await readdir(join(folder, "runs"))).toEqual(["attempt-3"]);
});

test("closing kills what runs, and it is forgotten rather than cancelled, so that it starts again", async () => {
  const { signal } = await start();
  await provider.close?.();
  expect(signal.aborted).toBe(true);
  expect(await provider.poll(operation, context)).toEqual({ kind: "forgotten" });
});
