import { openFfmpegDecoder } from "./ffmpeg-decoder.ts";
import { DECODER_NAMES, type DecoderName, type FilmDecoder } from "./film-decoder.ts";
import { openNodeAvDecoder } from "./node-av-decoder.ts";

export interface OpenDecoderOptions {
  /** Tried in this order; default node-av, then ffmpeg. */
  readonly decoders?: readonly DecoderName[];
  readonly ffmpegPath?: string;
  readonly signal?: AbortSignal;
}

/** The first decoder that this machine has; undefined when it has none. */
export async function openDecoder(options: OpenDecoderOptions = {}): Promise<FilmDecoder | undefined> {
  const { decoders = DECODER_NAMES, ...ffmpeg } = options;
  for (const name of decoders) {
    const decoder =
      name === "node-av" ? await openNodeAvDecoder().catch(() => undefined) : await openFfmpegDecoder(ffmpeg);
    if (decoder !== undefined) return decoder;
  }
  return undefined;
}
