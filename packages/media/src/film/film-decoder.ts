import type { RgbImage } from "../pixels.ts";

export const DECODER_NAMES = ["node-av", "ffmpeg"] as const;
export type DecoderName = (typeof DECODER_NAMES)[number];

export interface FrameSize {
  readonly width: number;
  readonly height: number;
}

export interface DecodeRequest {
  readonly path: string;
  /** Of a frame as it is in the file, before rotation. */
  readonly storedSize: FrameSize;
  /** The size in which a frame shall come out, before rotation; undefined where it is only decoded and dropped. */
  readonly sizeOf: (index: number) => FrameSize | undefined;
  readonly signal?: AbortSignal;
}

export interface DecodedFrame {
  /** 0 is the first shown. */
  readonly index: number;
  /** sRGB, as stored: not yet rotated. */
  readonly image: RgbImage;
}

/**
 * Decodes the picture track of a file from its first frame to its last, and yields the wanted ones in order, and the last
 * one of all once more at the end, in its stored size. Throws Failure `result_unusable` at the first frame that cannot be decoded. One frame
 * is held at a time.
 */
export interface FilmDecoder {
  readonly name: DecoderName;
  decode(request: DecodeRequest): AsyncGenerator<DecodedFrame, void>;
}
