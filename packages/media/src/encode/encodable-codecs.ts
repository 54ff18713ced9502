import { findFfmpeg } from "../ffmpeg-executable.ts";
import { loadNodeAv } from "../node-av-library.ts";
import type { FFEncoderCodec } from "node-av/constants";
import { CODEC_SETTINGS } from "./codec-settings.ts";
import { VIDEO_CODECS, type VideoCodec } from "./raw-encoder.ts";

interface FfmpegWish {
  readonly ffmpegPath?: string;
  readonly signal?: AbortSignal;
}

/** What of a request concerns the executable. */
export const ffmpegOf = ({ ffmpegPath, signal }: FfmpegWish): FfmpegWish => ({
  ...(ffmpegPath !== undefined && { ffmpegPath }),
  ...(signal !== undefined && { signal }),
});

/** The codecs that some encoder on this machine knows; it is asked, and nothing is encoded. */
export async function encodableCodecs(wish: FfmpegWish): Promise<VideoCodec[]> {
  const av = await loadNodeAv().catch(() => undefined);
  const known: VideoCodec[] = [];
  for (const codec of VIDEO_CODECS) {
    const { library } = CODEC_SETTINGS[codec];
    const isInside = (av?.Codec.findEncoderByName(library as FFEncoderCodec) ?? null) !== null;
    const isThere = codec === "h264" || isInside; // the wasm encoder is always there
    if (isThere || (await findFfmpeg({ encoder: library, ...ffmpegOf(wish) })) !== undefined) known.push(codec);
  }
  return known;
}
