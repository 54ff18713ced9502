import { availableParallelism } from "node:os";
import { type MotionPlan, outputSize, type PlannedMotion, previewSize, type Resolution } from "@kinora/contract";
import { decodeImage, type EncoderRequest, type FilmKind, openEncoder, type SceneMotion } from "@kinora/media";
import type { AnalyzerMaps } from "./analyzers/scene-analyzer.ts";
import { readMasks } from "./masks/read-masks.ts";
import { MOST_SIDE_PX, type SeenStill } from "./head-start.ts";
import { type MotionWish, planScene, planStill } from "./plan-still.ts";
import { frameCount } from "./render/motion-clock.ts";
import { renderFrames } from "./render/render-frames.ts";
import { MODEL } from "./version.ts";

/** A clip to make: every value decided. */
export interface AnimateOrder extends MotionWish {
  readonly stillPath: string;
  /** Where the finished film will lie; nothing lies there before. */
  readonly outputPath: string;
  readonly resolution: Resolution;
  /** A small rendering of the same plan, soon there. Default: the whole size. */
  readonly preview?: boolean;
  /** What the film's metadata say made it, e.g. `Kinora 0.1.0`. */
  readonly software: string;
  /** The finished file: its codec, its container, and whether it says what made it. Default H.264 in MP4, and it does. */
  readonly film?: FilmKind & { readonly metadata: boolean };
}

export interface AnimateWatch {
  readonly onPlanned: (planned: PlannedMotion) => void;
  /** `progress` runs from 0 to 100 over the whole. */
  readonly onProgress: (stage: string, progress: number) => void;
  /** What learned models see in the still; never rejects. Absent: our own analysis alone. */
  readonly look?: (stillPath: string) => Promise<AnalyzerMaps>;
  /** What was seen before the order came, where that is just what it needs. */
  readonly seen?: (order: AnimateOrder) => Promise<SeenStill | undefined>;
  readonly signal: AbortSignal;
}

/** More threads than this do not help: the encoder is the limit. */
const MOST_WORKERS = 8;
/** Share of the whole (percent) at which painting starts and ends. */
const PAINTING_FROM = 15;
const PAINTING_TO = 98;

/** What kind of file is made, and what it says of itself. */
function fileOf({ film, software }: AnimateOrder, seed: number): Pick<EncoderRequest, "kind" | "tags"> {
  const tags = { software, comment: JSON.stringify({ model: MODEL, seed }) };
  if (film === undefined) return { tags };
  const { codec, container, metadata } = film;
  return { kind: { codec, container }, ...(metadata ? { tags } : {}) };
}

/** A scene is still where the camera is, and no weather fills the picture. */
const sceneMotion = ({ camera, effects, loop }: MotionPlan): SceneMotion => {
  if (camera.type !== "static" || effects.some(({ region }) => region === "frame")) return "moving";
  return loop ? "still loop" : "still";
};

/** A still and a wish become a film: decode → analyse → plan → render → encode. The same order gives the same bytes. */
export async function animateStill(order: AnimateOrder, watch: AnimateWatch): Promise<void> {
  const { signal } = watch;
  watch.onProgress("reading", 0);
  const looking = watch.look?.(order.stillPath);
  const masks = await readMasks(order.motion);
  const seen = await watch.seen?.(order);
  const image = seen?.image ?? (await decodeImage(order.stillPath, { maxSidePx: MOST_SIDE_PX }));
  watch.onProgress("analysing", 3);
  const maps = await looking;
  const { planned, scene } = seen === undefined ? planStill(image, order, maps) : planScene(seen.scene, order, maps);
  watch.onPlanned(planned);
  const { plan } = planned;
  const whole = outputSize(image, order.resolution);
  const size = order.preview === true ? previewSize(whole) : whole;
  watch.onProgress("preparing", 10);
  const encoder = await openEncoder({
    path: order.outputPath,
    ...size,
    fps: plan.fps,
    scene: sceneMotion(plan),
    ...fileOf(order, plan.seed),
    signal,
  });
  try {
    let done = 0;
    const workers = Math.min(availableParallelism(), MOST_WORKERS);
    for await (const frame of renderFrames({ image, scene, plan, masks, size, workers })) {
      signal.throwIfAborted();
      await encoder.write(frame);
      done += 1;
      watch.onProgress("rendering", PAINTING_FROM + ((PAINTING_TO - PAINTING_FROM) * done) / frameCount(plan));
    }
    await encoder.finish();
  } catch (error) {
    await encoder.abort();
    throw error;
  }
}
