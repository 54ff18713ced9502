import type { ChildProcess } from "node:child_process";
import { Failure } from "@kinora/contract";
import { unusable, type VideoFacts, type VideoLimits } from "../film/check-video.ts";
import { DECODER_NAMES, type DecoderName, type FrameSize } from "../film/film-decoder.ts";
import type { AnimatedOptions } from "../film/make-animated.ts";
import type { MadeMp4 } from "../film/make-mp4.ts";
import type { FilmRequest, InspectedFilm, StillFiles } from "./film-work.ts";
import { type ChildEnd, type ChildOptions, runChild, startChild } from "./run-child.ts";

export interface FilmChildOptions {
  readonly limits?: VideoLimits;
  /** Tried in this order; default node-av, then ffmpeg. */
  readonly decoders?: readonly DecoderName[];
  /** An ffmpeg executable, for machines without node-av. */
  readonly ffmpegPath?: string;
  /** Default two minutes; ten for making an MP4. */
  readonly timeLimitMs?: number;
  /** Resident memory of the child; default 1.5 GiB. */
  readonly maxRssBytes?: number;
  /** The child's environment; by default empty, so that no key of ours lies within reach of a decoder of strange files. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Aborting it kills the child; the call then rejects with its reason. */
  readonly signal?: AbortSignal;
  /** A child that was started ahead (`startFilmChild`), used if it still waits; it is gone afterwards. */
  readonly child?: ChildProcess | undefined;
}

export interface InspectedVideo {
  readonly facts: VideoFacts;
  /** Absent where the machine has no decoder: `facts.decoded` is false then. */
  readonly stills?: StillFiles;
}

const CHILD_FILE = new URL("./film-child.ts", import.meta.url);
const TIME_LIMIT_MS = 120_000;
const MAKING_TIME_LIMIT_MS = 600_000;
const MAX_RSS_BYTES = 1.5 * 2 ** 30;

/** Starts a child that loads what a film's check needs and waits, for `FilmChildOptions.child`. Who has no film for it kills it. */
export const startFilmChild = (environment: NonNullable<FilmChildOptions["environment"]>): ChildProcess =>
  startChild(CHILD_FILE, environment);

/**
 * Checks a strange film and makes its stills (thumbnail.webp, spritesheet.webp, last-frame.png in `outDir`) in a child
 * process of its own, because native decoders can crash. Throws Failure `result_unusable` with the reason.
 */
export async function inspectVideoInChild(
  path: string,
  outDir: string,
  options: FilmChildOptions = {},
): Promise<InspectedVideo> {
  const { facts, stills } = await askChild<InspectedFilm>({ kind: "inspect", path, outDir }, options);
  return { facts, ...(stills && { stills }) };
}

/** Makes an animated WebP or GIF at `animated.outPath` and says its size; undefined where the machine has no decoder. */
export async function makeAnimatedInChild(
  path: string,
  animated: AnimatedOptions & { readonly outPath: string },
  options: FilmChildOptions = {},
): Promise<FrameSize | undefined> {
  const { outPath, ...wish } = animated;
  return (await askChild<InspectedFilm>({ kind: "animate", path, outPath, animated: wish }, options)).animated;
}

/**
 * Makes an H.264 MP4 at `outPath` of a strange film that is none: WebM, AVI, animated GIF or WebP. It has the film's rate,
 * length and size (even sides), and no sound. Undefined where the machine has no decoder for it, and then no file. Throws
 * Failure `result_unusable` with the reason. The film itself stays as it is.
 */
export function makeMp4InChild(
  path: string,
  outPath: string,
  options: FilmChildOptions = {},
): Promise<MadeMp4 | undefined> {
  return askChild({ kind: "make_mp4", path, outPath }, { timeLimitMs: MAKING_TIME_LIMIT_MS, ...options });
}

type Wish = FilmRequest extends infer Request
  ? Request extends FilmRequest
    ? Omit<Request, "decoders">
    : never
  : never;

/** When the child crashes, which is node-av's fault if anyone's, there is a second try without it. */
async function askChild<Result>(wish: Wish, options: FilmChildOptions): Promise<Result> {
  const { limits, ffmpegPath, decoders: wanted = DECODER_NAMES, environment = {}, signal } = options;
  const { timeLimitMs = TIME_LIMIT_MS, maxRssBytes = MAX_RSS_BYTES } = options;
  const life: ChildOptions = { timeLimitMs, maxRssBytes, environment, signal };
  const task = { ...wish, ...(limits && { limits }), ...(ffmpegPath !== undefined && { ffmpegPath }) };
  const first = await runChild<Result>(CHILD_FILE, { ...task, decoders: wanted } satisfies FilmRequest, {
    ...life,
    child: options.child,
  });
  if (first.kind !== "crashed") return resultOf(first, life);
  const decoders = wanted.filter((name) => name !== "node-av");
  return resultOf(await runChild(CHILD_FILE, { ...task, decoders } satisfies FilmRequest, life), life);
}

function resultOf<Result>(end: ChildEnd<Result>, { timeLimitMs, maxRssBytes }: ChildOptions): Result {
  switch (end.kind) {
    case "answered":
      if (end.answer.ok) return end.answer.result;
      throw new Failure(end.answer.code, { detail: end.answer.detail });
    case "too_big":
      throw unusable(`it needs more than ${Math.round(maxRssBytes / 2 ** 20)} MiB to decode`);
    case "too_late":
      throw unusable(`it could not be decoded within ${timeLimitMs / 1000} seconds`);
    case "crashed":
      throw unusable(`decoding it crashes (${end.words})`);
  }
}
