import type { RgbImage } from "../pixels.ts";
import { readAviFacts } from "./avi-facts.ts";
import { checkVideo, limitsOf, requireFewPixels, unusable, type VideoLimits } from "./check-video.ts";
import type { FilmDecoder, FrameSize } from "./film-decoder.ts";
import type { FilmSource, OpenFilmOptions } from "./film-source.ts";
import { readFrameStarts } from "./frame-starts.ts";
import { openPictureRoll } from "./picture-roll.ts";
import { storedSize, upright } from "./rotation.ts";
import { type FilmFormat, readFilmHead } from "./sniff-film.ts";

/** What the film decoders read; a roll of pictures needs none of them. */
const NEEDS_DECODER: readonly FilmFormat[] = ["webm", "avi"];
const WEBM_TICK_SECONDS = 0.001;
/** Containers count frames that decoders may rightly leave out. */
const MIN_DECODED_SHARE = 0.9;
const MOST_FPS = 1000;

/**
 * A film that is no MP4: WebM, AVI, animated GIF or WebP. Undefined where the machine cannot decode it. Throws Failure
 * `result_unusable` with the reason where it is none of these, or no whole one.
 */
export async function openFilmSource(
  path: string,
  { limits: given, decoder }: { readonly limits?: VideoLimits | undefined; readonly decoder: FilmDecoder | undefined },
): Promise<FilmSource | undefined> {
  const limits = limitsOf(given);
  const { format, bytes } = await readFilmHead(path);
  if (format === undefined || format === "mp4") throw unusable("it is no WebM, AVI, GIF or WebP");
  if (bytes > limits.maxBytes) throw unusable(`it has ${bytes} bytes, more than the ${limits.maxBytes} that are taken`);
  if (NEEDS_DECODER.includes(format) && decoder === undefined) return undefined;
  const source = await open(path, format, { limits, decoder });
  const { starts, endSeconds } = source.timing;
  const [first] = starts;
  if (first === undefined) throw unusable("it has no frames");
  if (endSeconds - first > limits.maxSeconds) throw unusable(`it runs longer than ${limits.maxSeconds} seconds`);
  return source;
}

function open(path: string, format: Exclude<FilmFormat, "mp4">, options: OpenFilmOptions): Promise<FilmSource> {
  switch (format) {
    case "gif":
    case "webp":
      return openPictureRoll(path, format, options);
    case "webm":
      return openWebm(path, options);
    case "avi":
      return openAvi(path, options);
  }
}

async function openWebm(path: string, { limits, decoder }: OpenFilmOptions): Promise<FilmSource> {
  const facts = await checkVideo(path, { limits });
  const starts = await readFrameStarts(path);
  const [first = 0] = starts;
  return {
    size: { width: facts.width, height: facts.height },
    timing: { starts, endSeconds: first + facts.durationSeconds, tickSeconds: WEBM_TICK_SECONDS },
    hasSound: facts.hasAudio,
    pictures: async function* () {
      const stored = { path, size: storedSize(facts), frameCount: starts.length };
      for await (const picture of decoded(decoder, stored)) yield await upright(picture, facts);
    },
  };
}

async function openAvi(path: string, { limits, decoder }: OpenFilmOptions): Promise<FilmSource> {
  const { fps, frameCount, hasSound, ...size } = await readAviFacts(path);
  if (size.width < 1 || size.height < 1) throw unusable("its frames have no size");
  requireFewPixels(size, limits.maxPixels);
  if (fps > MOST_FPS || frameCount / fps > limits.maxSeconds) {
    throw unusable(`it runs longer than ${limits.maxSeconds} seconds, or has too many frames for its time`);
  }
  const starts = Array.from({ length: frameCount }, (_, index) => index / fps);
  return {
    size,
    timing: { starts, endSeconds: frameCount / fps, tickSeconds: 0 },
    hasSound,
    pictures: () => decoded(decoder, { path, size, frameCount }),
  };
}

interface StoredFilm {
  readonly path: string;
  readonly size: FrameSize;
  readonly frameCount: number;
}

async function* decoded(
  decoder: FilmDecoder | undefined,
  { path, size, frameCount }: StoredFilm,
): AsyncGenerator<RgbImage, void> {
  let next = 0;
  for await (const { index, image } of decoder?.decode({ path, storedSize: size, sizeOf: () => size }) ?? []) {
    if (index < next) continue; // the last one comes again at the end
    next = index + 1;
    yield image;
  }
  if (next < frameCount * MIN_DECODED_SHARE) {
    throw unusable(`only ${next} of its ${frameCount} frames can be decoded`);
  }
}
