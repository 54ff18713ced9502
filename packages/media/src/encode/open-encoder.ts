import { rename } from "node:fs/promises";
import { Failure } from "@kinora/contract";
import { finishMp4 } from "../mp4/finish-mp4.ts";
import type { FilmTags } from "../mp4/tags.ts";
import type { I420Frame } from "../pixels.ts";
import { CODEC_SETTINGS } from "./codec-settings.ts";
import { encodableCodecs, ffmpegOf } from "./encodable-codecs.ts";
import { startLife } from "./encoder-life.ts";
import { openFfmpegEncoder } from "./ffmpeg-encoder.ts";
import { findFfmpeg } from "../ffmpeg-executable.ts";
import { openNodeAvEncoder } from "./node-av-encoder.ts";
import {
  type ClipShape,
  ENCODER_NAMES,
  type EncoderName,
  type FilmKind,
  type RawEncoder,
  type RawEncoderRequest,
  type VideoCodec,
  type SceneMotion,
} from "./raw-encoder.ts";
import { openWasmEncoder } from "./wasm-encoder.ts";

export interface EncoderRequest extends ClipShape {
  /** The finished film. While it is made, there is also `<path>.encoding` beside it. */
  readonly path: string;
  /** What the file says about itself; absent: nothing. */
  readonly tags?: FilmTags;
  /** Still: the camera stands still, and nothing fills the whole picture; then every frame is as fine as the next. Default moving. */
  readonly scene?: SceneMotion;
  /** Default H.264 in MP4. */
  readonly kind?: FilmKind;
  /** Only this encoder, or the first of these that works; default: node-av, ffmpeg, wasm. */
  readonly only?: EncoderName | readonly EncoderName[];
  /** An ffmpeg executable, in place of the one on PATH. */
  readonly ffmpegPath?: string;
  /** Aborting it is the same as `abort()`; calls then reject with its reason. */
  readonly signal?: AbortSignal;
}

const H264_MP4: FilmKind = { codec: "h264", container: "mp4" };

/**
 * Makes one film: yuv420p, BT.709 limited range, every frame 1/fps long (in a WebM to the millisecond), no dates; in an MP4
 * `moov` first. The same frames give the same bytes from the same encoder. End it with `finish` or `abort`.
 */
export interface VideoEncoder {
  readonly name: EncoderName;
  /** Resolves when the encoder has taken the frame and its memory may be used again: await it, that is the back-pressure. */
  write(frame: I420Frame): Promise<void>;
  /** The film is at the path when this resolves. */
  finish(): Promise<void>;
  /** Ends the encoder and leaves no file. May be called at any time, and again. */
  abort(): Promise<void>;
}

/**
 * Throws Failure `no_encoder` when none works (all reasons, and what can be made, in the detail), `bad_option` for a size,
 * rate or kind that cannot be.
 */
export async function openEncoder(request: EncoderRequest): Promise<VideoEncoder> {
  requireShape(request);
  requireKind(request.kind ?? H264_MP4, request);
  request.signal?.throwIfAborted();
  const { path, signal, kind: { container } = H264_MP4 } = request;
  const rawPath = `${path}.encoding`;
  const raw = await openFirst(request, rawPath);
  const life = startLife(raw, { rawPath, path, signal });
  let frames = 0;
  return {
    name: raw.name,
    write: (frame) =>
      life.run(async () => {
        requireSameShape(request, frame);
        frames += 1;
        await raw.write(frame);
      }),
    finish: async () => {
      await life.run(async () => {
        if (frames === 0) throw noFrames();
        await raw.finish();
        if (container === "webm") await rename(rawPath, path);
        else await finishMp4(rawPath, path, request.tags);
      });
      await life.complete();
    },
    abort: () => life.abort(),
  };
}

const noFrames = (): Failure =>
  new Failure("engine_failed", { detail: "A film needs at least one frame; none was written." });

async function openFirst(request: EncoderRequest, rawPath: string): Promise<RawEncoder> {
  const { width, height, fps, scene = "moving", kind = H264_MP4, tags, only = ENCODER_NAMES, signal } = request;
  const raw: RawEncoderRequest = { width, height, fps, scene, ...kind, tags, path: rawPath };
  const reasons: string[] = [];
  for (const name of [only].flat()) {
    try {
      return await open(name, request, raw);
    } catch (error) {
      signal?.throwIfAborted();
      reasons.push(`${name}: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error)}`);
    }
  }
  throw await noEncoder(request, kind.codec, reasons);
}

async function noEncoder(request: EncoderRequest, codec: VideoCodec, reasons: readonly string[]): Promise<Failure> {
  const others = (await encodableCodecs(request)).filter((one) => one !== codec);
  const why = reasons.join("; ");
  const detail =
    others.length === 0
      ? `No video encoder works on this machine (${why}). Install ffmpeg, or install Kinora with its optional dependencies.`
      : `This machine cannot make ${codec} (${why}). It can make ${others.join(", ")}.`;
  return new Failure("no_encoder", { detail });
}

async function open(name: EncoderName, request: EncoderRequest, raw: RawEncoderRequest): Promise<RawEncoder> {
  switch (name) {
    case "node-av":
      return openNodeAvEncoder(raw);
    case "ffmpeg": {
      const { library } = CODEC_SETTINGS[raw.codec];
      const executable = await findFfmpeg({ encoder: library, ...ffmpegOf(request) });
      if (executable === undefined) throw new Error(`there is no ffmpeg with ${library}`);
      return openFfmpegEncoder(executable, raw);
    }
    case "wasm":
      return openWasmEncoder(raw);
  }
}

/** WebM takes the two free codecs (and no other is taken by its players); the others go into an MP4, VP9 does not here. */
function requireKind({ codec, container }: FilmKind, { width, height }: ClipShape): void {
  const fits = container === "webm" ? codec === "av1" || codec === "vp9" : codec !== "vp9";
  if (!fits) {
    const others = container === "webm" ? "vp9 or av1" : "h264, hevc or av1";
    throw new Failure("bad_option", { detail: `${codec} does not go into ${container}: there it can be ${others}.` });
  }
  const { minSidePx = 0 } = CODEC_SETTINGS[codec];
  if (Math.min(width, height) >= minSidePx) return;
  throw new Failure("bad_option", {
    detail: `${codec} needs sides of at least ${minSidePx} pixels, and this film has ${width} × ${height}: choose another codec.`,
  });
}

function requireShape({ width, height, fps }: ClipShape): void {
  const isEven = (side: number): boolean => Number.isInteger(side) && side >= 2 && side % 2 === 0;
  if (!isEven(width) || !isEven(height)) {
    throw new Failure("bad_option", { detail: `A film's sides must be even numbers; got ${width} × ${height}.` });
  }
  if (!Number.isInteger(fps) || fps < 1 || fps > 240) {
    throw new Failure("bad_option", { detail: `The frame rate must be a whole number from 1 to 240; got ${fps}.` });
  }
}

function requireSameShape(shape: ClipShape, frame: I420Frame): void {
  const bytes = (shape.width * shape.height * 3) / 2;
  if (frame.width === shape.width && frame.height === shape.height && frame.data.length === bytes) return;
  throw new Failure("engine_failed", {
    detail: `A frame of ${frame.width} × ${frame.height} (${frame.data.length} bytes) came to a film of ${shape.width} × ${shape.height}.`,
  });
}
