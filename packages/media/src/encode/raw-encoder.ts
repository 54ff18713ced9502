import type { FilmTags } from "../mp4/tags.ts";
import type { I420Frame } from "../pixels.ts";

export const ENCODER_NAMES = ["node-av", "ffmpeg", "wasm"] as const;
export type EncoderName = (typeof ENCODER_NAMES)[number];

export const VIDEO_CODECS = ["h264", "hevc", "av1", "vp9"] as const;
export type VideoCodec = (typeof VIDEO_CODECS)[number];

export const VIDEO_CONTAINERS = ["mp4", "webm"] as const;
export type VideoContainer = (typeof VIDEO_CONTAINERS)[number];

/** What a finished file is: the codec of its picture track, and what it lies in. */
export interface FilmKind {
  readonly codec: VideoCodec;
  readonly container: VideoContainer;
}

export interface ClipShape {
  /** Even numbers. */
  readonly width: number;
  readonly height: number;
  /** Whole frames per second. */
  readonly fps: number;
}

/**
 * What an encoder has to do: a film of the kind at a path, every frame 1/fps long, BT.709 limited range. The box order, colour
 * tags and metadata of an MP4 are put right afterwards, for all encoders alike (mp4/finish-mp4.ts); a WebM gets its tags
 * from its muxer.
 */
export interface RawEncoder {
  readonly name: EncoderName;
  /** Called one at a time. When it resolves the frame's memory may be used again. */
  write(frame: I420Frame): Promise<void>;
  /** The file at the path is whole when this resolves. */
  finish(): Promise<void>;
  /** Ends everything, at any time, even during a `write`; never throws. Does not remove the file. */
  discard(): Promise<void>;
}

/**
 * Whether most of each picture stands where it stood in the one before; of a still scene, whether its last picture is followed
 * by the first.
 */
export type SceneMotion = "moving" | "still" | "still loop";

export interface RawEncoderRequest extends ClipShape, FilmKind {
  readonly scene: SceneMotion;
  readonly path: string;
  /** Written into a WebM. */
  readonly tags: FilmTags | undefined;
}
