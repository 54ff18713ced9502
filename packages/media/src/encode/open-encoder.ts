import { Failure } from "@kinora/contract";
import { finishMp4 } from "../mp4/finish-mp4.ts";
import type { Mp4Tags } from "../mp4/tags.ts";
import type { I420Frame } from "../pixels.ts";
import { startLife } from "./encoder-life.ts";
import { openFfmpegEncoder } from "./ffmpeg-encoder.ts";
import { findFfmpeg } from "../ffmpeg-executable.ts";
import { openNodeAvEncoder } from "./node-av-encoder.ts";
import {
  type ClipShape,
  ENCODER_NAMES,
  type EncoderName,
  type H264Profile,
  type RawEncoder,
  type RawEncoderRequest,
} from "./raw-encoder.ts";
import { openWasmEncoder } from "./wasm-encoder.ts";

export interface EncoderRequest extends ClipShape {
  /** The finished film. While it is made, there is also `<path>.encoding` beside it. */
  readonly path: string;
  readonly tags: Mp4Tags;
  /** Only this encoder; default: the first that works of node-av, ffmpeg, wasm. */
  readonly only?: EncoderName;
  /** An ffmpeg executable, in place of the one on PATH. */
  readonly ffmpegPath?: string;
  /** Aborting it is the same as `abort()`; calls then reject with its reason. */
  readonly signal?: AbortSignal;
}

/**
 * Makes one MP4: H.264, yuv420p, BT.709 limited range, every frame exactly 1/fps long, `moov` first, no dates. The same
 * frames give the same bytes from the same encoder. End it with `finish` or `abort`.
 */
export interface VideoEncoder {
  readonly name: EncoderName;
  readonly profile: H264Profile;
  /** Resolves when the encoder has taken the frame and its memory may be used again: await it, that is the back-pressure. */
  write(frame: I420Frame): Promise<void>;
  /** The film is at the path when this resolves. */
  finish(): Promise<void>;
  /** Ends the encoder and leaves no file. May be called at any time, and again. */
  abort(): Promise<void>;
}

/** Throws Failure `no_encoder` when none works (all reasons in the detail), `bad_option` for a size or rate that cannot be. */
export async function openEncoder(request: EncoderRequest): Promise<VideoEncoder> {
  requireShape(request);
  request.signal?.throwIfAborted();
  const { path, signal } = request;
  const rawPath = `${path}.encoding`;
  const raw = await openFirst(request, rawPath);
  const life = startLife(raw, { rawPath, path, signal });
  let frames = 0;
  return {
    name: raw.name,
    profile: raw.profile,
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
        await finishMp4(rawPath, path, request.tags);
      });
      await life.complete();
    },
    abort: () => life.abort(),
  };
}

const noFrames = (): Failure =>
  new Failure("engine_failed", { detail: "A film needs at least one frame; none was written." });

async function openFirst(request: EncoderRequest, rawPath: string): Promise<RawEncoder> {
  const { width, height, fps } = request;
  const reasons: string[] = [];
  for (const name of request.only === undefined ? ENCODER_NAMES : [request.only]) {
    try {
      return await open(name, request, { width, height, fps, path: rawPath });
    } catch (error) {
      request.signal?.throwIfAborted();
      reasons.push(`${name}: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error)}`);
    }
  }
  throw new Failure("no_encoder", {
    detail: `No video encoder works on this machine (${reasons.join("; ")}). Install ffmpeg, or install Kinora with its optional dependencies.`,
  });
}

async function open(name: EncoderName, request: EncoderRequest, raw: RawEncoderRequest): Promise<RawEncoder> {
  switch (name) {
    case "node-av":
      return openNodeAvEncoder(raw);
    case "ffmpeg": {
      const { ffmpegPath, signal } = request;
      const executable = await findFfmpeg({
        purpose: "encode",
        ...(ffmpegPath !== undefined && { ffmpegPath }),
        ...(signal !== undefined && { signal }),
      });
      if (executable === undefined) throw new Error("there is no ffmpeg with libx264");
      return openFfmpegEncoder(executable, raw);
    }
    case "wasm":
      return openWasmEncoder(raw);
  }
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
