import { openRaw } from "../images/open-image.ts";
import { unusable, type VideoFacts } from "./check-video.ts";
import type { FilmDecoder } from "./film-decoder.ts";
import { storedSize, turned, upright } from "./rotation.ts";

export interface AnimatedOptions {
  readonly format: "webp" | "gif";
  /** The film is not enlarged beyond its own width. */
  readonly widthPx: number;
  /** Never more than the film's own. */
  readonly fps: number;
  /** WebP only, 1–100, default 70. */
  readonly quality?: number;
}

export interface MakeAnimatedOptions extends AnimatedOptions {
  /** From `checkVideo`. */
  readonly facts: VideoFacts;
  readonly decoder: FilmDecoder;
  readonly signal?: AbortSignal;
}

/** 1 to 10. The usual 7 takes four times as long for 5 % fewer bytes. */
const GIF_EFFORT = 3;
/** Frames are held in memory until the file is written: a request beyond this is a mistake. */
const MAX_SAMPLES = 512 * 2 ** 20;

export interface Animated {
  readonly bytes: Uint8Array;
  readonly width: number;
  readonly height: number;
}

/** An endlessly looping WebP or GIF of the film's frames at a lower rate. */
export async function makeAnimated(path: string, options: MakeAnimatedOptions): Promise<Animated> {
  const { facts, decoder, signal } = options;
  const fps = Math.min(options.fps, facts.fps);
  const width = Math.min(options.widthPx, facts.width);
  const height = Math.max(1, Math.round((facts.height * width) / facts.width));
  const wanted = pickFrames(facts, fps);
  const chosen = new Set(wanted);
  if (wanted.length * width * height * 3 > MAX_SAMPLES) throw unusable("it is too long or too wide to animate");
  const size = turned(facts, { width, height });
  const pictures: Uint8Array[] = [];
  const stream = decoder.decode({
    path,
    storedSize: storedSize(facts),
    sizeOf: (index) => (chosen.has(index) ? size : undefined),
    ...(signal && { signal }),
  });
  for await (const { image } of stream) {
    if (pictures.length === wanted.length) break;
    pictures.push((await upright(image, facts)).data);
  }
  const roll = openRaw(Buffer.concat(pictures), {
    width,
    height: height * pictures.length,
    channels: 3,
    pageHeight: height,
  });
  const delay = pictures.map(() => Math.round(1000 / fps));
  const file =
    options.format === "gif"
      ? roll.gif({ delay, loop: 0, effort: GIF_EFFORT })
      : roll.webp({ delay, loop: 0, quality: options.quality ?? 70, effort: 4 });
  return { bytes: await file.toBuffer(), width, height };
}

/** The film's frame that is showing at each instant of the slower clock. */
function pickFrames(facts: VideoFacts, fps: number): number[] {
  const count = Math.max(1, Math.floor(facts.durationSeconds * fps));
  return Array.from({ length: count }, (_, index) =>
    Math.min(facts.frameCount - 1, Math.floor((index * facts.fps) / fps)),
  );
}
