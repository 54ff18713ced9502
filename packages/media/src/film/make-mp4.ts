import { rgbToI420 } from "../bt709-pixels.ts";
import { openEncoder, type VideoEncoder } from "../encode/open-encoder.ts";
import type { EncoderName } from "../encode/raw-encoder.ts";
import type { I420Frame, RgbImage } from "../pixels.ts";
import { unusable } from "./check-video.ts";
import { evenRate } from "./even-rate.ts";
import type { FrameSize } from "./film-decoder.ts";
import type { FilmSource } from "./film-source.ts";

export interface MakeMp4Options {
  /** The finished film; while it is made, there is also `<path>.encoding` beside it. */
  readonly outPath: string;
  /** The first of these that works; default: node-av, ffmpeg, wasm. */
  readonly only?: readonly EncoderName[];
  /** An ffmpeg executable, in place of the one on PATH. */
  readonly ffmpegPath?: string;
}

/** A film that was made of another. */
export interface MadeMp4 {
  readonly width: number;
  readonly height: number;
  readonly fps: number;
  readonly frameCount: number;
  /** The original has a sound track, and this one has none. */
  readonly isMuted: boolean;
}

/**
 * An H.264 MP4 of a film's pictures: its size (an odd side loses its last line of pixels), its rate and its length
 * (`evenRate`). Sound is left out. Throws Failure `result_unusable` where the film turns out to be damaged; then no file is left.
 */
export async function makeMp4(source: FilmSource, { outPath, ...encoding }: MakeMp4Options): Promise<MadeMp4> {
  const { fps, repeats } = evenRate(source.timing);
  const size = evenSize(source.size);
  const encoder = await openEncoder({ path: outPath, ...size, fps, ...encoding });
  try {
    const frameCount = await writeAll(source, { encoder, size, repeats });
    if (frameCount === 0) throw unusable("no frame of it can be decoded");
    await encoder.finish();
    return { ...size, fps, frameCount, isMuted: source.hasSound };
  } catch (error) {
    await encoder.abort();
    throw error;
  }
}

interface Writing {
  readonly encoder: VideoEncoder;
  readonly size: FrameSize;
  readonly repeats: readonly number[];
}

async function writeAll(source: FilmSource, { encoder, size, repeats }: Writing): Promise<number> {
  let [index, written] = [0, 0];
  for await (const picture of source.pictures()) {
    const times = repeats[index] ?? 0;
    index += 1;
    if (times === 0) continue;
    const frame: I420Frame = rgbToI420(cropped(picture, size));
    for (let time = 0; time < times; time++) await encoder.write(frame);
    written += times;
  }
  return written;
}

function evenSize({ width, height }: FrameSize): FrameSize {
  const size = { width: width - (width % 2), height: height - (height % 2) };
  if (size.width === 0 || size.height === 0) throw unusable(`its frames are ${width} × ${height}`);
  return size;
}

/** The upper left part of the size. */
function cropped(image: RgbImage, { width, height }: FrameSize): RgbImage {
  if (image.width === width && image.height === height) return image;
  const data = new Uint8Array(width * height * 3);
  for (let y = 0; y < height; y++) {
    const from = y * image.width * 3;
    data.set(image.data.subarray(from, from + width * 3), y * width * 3);
  }
  return { width, height, data };
}
