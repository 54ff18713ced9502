import type { RawEncoderRequest, VideoCodec } from "./raw-encoder.ts";
import { X264 } from "./x264-settings.ts";

/** How one codec is asked of FFmpeg, inside this process or as an executable. */
export interface CodecSettings {
  /** FFmpeg's name of the encoder. */
  readonly library: string;
  /** Options of the encoder, in FFmpeg's words. */
  readonly options: Readonly<Record<string, string | number>>;
  readonly framesPerGroup: number;
  /** Frames between two that look back only; undefined where the encoder decides. */
  readonly bFrames?: number;
  /** Below this the encoder does not work, or hangs. */
  readonly minSidePx?: number;
  /** In an MP4: the sample entry that players look for. */
  readonly mp4Tag?: string;
}

/** Fixed, as the same frames must give the same bytes: the output of some encoders depends on it. */
export const ENCODER_THREADS = 2;

/**
 * H.264 as measured (x264-settings.ts). The others were chosen on 60 frames of slowly drifting clouds (examples/mountain.jpg,
 * 960 × 720), by the PSNR of the sky and by how much of its change from frame to frame is left, and how evenly: x265 with
 * its usual cutree keeps 0.64 of it, without 0.94; libvpx at CRF 22 0.69, at CRF 12 0.89; SVT-AV1 0.5 at any setting, where
 * what goes is the dither. All lie between 47 and 49 dB there, at 0.6 to 0.8 of x264's bytes. None but x264 names its settings in the stream.
 */
export const CODEC_SETTINGS: Readonly<Record<VideoCodec, CodecSettings>> = {
  h264: {
    library: "libx264",
    options: {
      preset: X264.preset,
      profile: X264.profile,
      crf: X264.movingCamera.crf,
      "x264-params": [X264.params, ...X264.movingCamera.params].join(":"),
    },
    framesPerGroup: X264.framesPerGroup,
    bFrames: X264.bFrames,
  },
  hevc: {
    library: "libx265",
    options: {
      preset: "superfast",
      profile: "main",
      crf: 17,
      "x265-params": `log-level=none:info=0:pools=${ENCODER_THREADS}:frame-threads=${ENCODER_THREADS}:open-gop=0:cutree=0`,
    },
    framesPerGroup: 250,
    bFrames: 2,
    mp4Tag: "hvc1",
  },
  av1: {
    library: "libsvtav1",
    options: { preset: 10, crf: 18, "svtav1-params": `lp=${ENCODER_THREADS}:scd=0` },
    framesPerGroup: 250,
    minSidePx: 64,
  },
  vp9: {
    library: "libvpx-vp9",
    options: { deadline: "realtime", "cpu-used": 5, crf: 12, b: 0, "row-mt": 1, "tile-columns": 1, "lag-in-frames": 0 },
    framesPerGroup: 250,
  },
};

/** The settings for one film. */
export function settingsFor({ codec, scene }: Pick<RawEncoderRequest, "codec" | "scene">): CodecSettings {
  const settings = CODEC_SETTINGS[codec];
  if (codec !== "h264" || scene === "moving") return settings;
  const { preset, profile } = X264;
  const { qp, params } = scene === "still" ? X264.stillScene : X264.stillLoop;
  return { ...settings, options: { preset, profile, qp, "x264-params": [X264.params, ...params].join(":") } };
}
