/** Painting and encoding in this process, timed. */
import { availableParallelism } from "node:os";
import { type MotionPlan, outputSize, type PictureSize, type Resolution } from "@kinora/contract";
import { decodeImage, type I420Frame, openEncoder, type RgbImage } from "@kinora/media";
import { analyseScene } from "../../../packages/engine/src/analyse/index.ts";
import { renderFrames } from "../../../packages/engine/src/render/render-frames.ts";
import type { SceneMaps } from "../../../packages/engine/src/scene.ts";
import { FPS } from "./plans.ts";

export interface Still {
  readonly image: RgbImage;
  readonly scene: SceneMaps;
}

export interface Work extends Still {
  readonly size: PictureSize;
  readonly plan: MotionPlan;
}

export interface Timing {
  /** Frames a second, of painting and encoding (as with ffmpeg's own `fps=`), from the first frame on. */
  readonly fps: number;
  /** Seconds before the first frame was there: decoding, textures. */
  readonly before: number;
  /** Seconds of all. */
  readonly seconds: number;
}

export const seconds = (): number => performance.now() / 1000;

export async function openStill(photo: string): Promise<Still> {
  const image = await decodeImage(photo);
  return { image, scene: analyseScene(image, { expects: ["sky", "vegetation"] }) };
}

export const workOf = (still: Still, plan: MotionPlan, resolution: Resolution): Work => ({
  ...still,
  plan,
  size: outputSize(still.image, resolution),
});

async function film(
  frames: AsyncIterable<I420Frame> | Iterable<I420Frame>,
  size: PictureSize,
  path: string,
): Promise<Timing> {
  const start = seconds();
  const encoder = await openEncoder({ path, ...size, fps: FPS, tags: { software: "bench" }, only: "node-av" });
  let first: number | undefined;
  let count = 0;
  for await (const frame of frames) {
    first ??= seconds();
    count += 1;
    await encoder.write(frame);
  }
  await encoder.finish();
  const end = seconds();
  return { fps: count / (end - (first ?? start)), before: (first ?? start) - start, seconds: end - start };
}

/** Threads as many as the engine takes. */
const workers = (): number => Math.min(8, availableParallelism());

export const paintAndEncode = (work: Work, path: string): Promise<Timing> =>
  film(renderFrames({ ...work, workers: workers() }), work.size, path);

/** The limit: the same frames, painted beforehand, into the same encoder. */
export const encodeOnly = (frames: readonly I420Frame[], { size }: Work, path: string): Promise<Timing> =>
  film(frames, size, path);

export async function paintedFrames(work: Work): Promise<I420Frame[]> {
  const frames: I420Frame[] = [];
  for await (const frame of renderFrames({ ...work, workers: workers() })) {
    frames.push({ ...frame, data: frame.data.slice() });
  }
  return frames;
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
