import type { I420Frame } from "../pixels.ts";

export const ENCODER_NAMES = ["node-av", "ffmpeg", "wasm"] as const;
export type EncoderName = (typeof ENCODER_NAMES)[number];

export type H264Profile = "high" | "baseline";

export interface ClipShape {
  /** Even numbers. */
  readonly width: number;
  readonly height: number;
  /** Whole frames per second. */
  readonly fps: number;
}

/**
 * What an encoder has to do: H.264 in an MP4 at a path, every frame 1/fps long. Colour tags, box order and metadata are
 * put right afterwards, for all encoders alike (mp4/finish-mp4.ts).
 */
export interface RawEncoder {
  readonly name: EncoderName;
  readonly profile: H264Profile;
  /** Called one at a time. When it resolves the frame's memory may be used again. */
  write(frame: I420Frame): Promise<void>;
  /** The file at the path is whole when this resolves. */
  finish(): Promise<void>;
  /** Ends everything, at any time, even during a `write`; never throws. Does not remove the file. */
  discard(): Promise<void>;
}

export interface RawEncoderRequest extends ClipShape {
  readonly path: string;
}
