import type { RgbImage } from "../pixels.ts";
import type { VideoLimits } from "./check-video.ts";
import type { FilmTiming } from "./even-rate.ts";
import type { FilmDecoder, FrameSize } from "./film-decoder.ts";

/** A film that somebody made, whatever it lies in, ready to be taken frame by frame. */
export interface FilmSource {
  /** As shown. */
  readonly size: FrameSize;
  readonly timing: FilmTiming;
  readonly hasSound: boolean;
  /** Its pictures in the order of showing, upright, sRGB. Throws Failure `result_unusable` at the first that is damaged. */
  pictures(): AsyncGenerator<RgbImage, void>;
}

export interface OpenFilmOptions {
  readonly limits: Required<VideoLimits>;
  /** Undefined where the machine has none: then only pictures in a row (GIF, WebP) can be read. */
  readonly decoder: FilmDecoder | undefined;
}
