import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ENCODER_NAMES } from "../encode/raw-encoder.ts";
import { checkVideo, type VideoFacts, type VideoLimits } from "../film/check-video.ts";
import type { DecoderName, FilmDecoder, FrameSize } from "../film/film-decoder.ts";
import { type AnimatedOptions, makeAnimated } from "../film/make-animated.ts";
import { type MadeMp4, makeMp4 } from "../film/make-mp4.ts";
import { makeStills, type Still, type Stills } from "../film/make-stills.ts";
import { openDecoder } from "../film/open-decoder.ts";
import { openFilmSource } from "../film/open-film-source.ts";
import type { SpritesheetLayout } from "../film/spritesheet.ts";

/** What a child process can be asked to do with a film; plain data, it goes through IPC. */
export type FilmRequest = (InspectRequest | AnimateRequest | MakeMp4Request) & {
  readonly path: string;
  readonly limits?: VideoLimits;
  readonly decoders: readonly DecoderName[];
  readonly ffmpegPath?: string;
};

interface InspectRequest {
  readonly kind: "inspect";
  readonly outDir: string;
}

interface AnimateRequest {
  readonly kind: "animate";
  readonly outPath: string;
  readonly animated: AnimatedOptions;
}

interface MakeMp4Request {
  readonly kind: "make_mp4";
  readonly outPath: string;
}

/** A still of a film, in a file. */
export interface StillFile {
  readonly path: string;
  readonly mediaType: "image/webp" | "image/png";
  readonly width: number;
  readonly height: number;
}

export interface StillFiles {
  readonly thumbnail: StillFile;
  readonly spritesheet: StillFile;
  readonly spritesheetLayout: SpritesheetLayout;
  readonly lastFrame: StillFile;
}

export interface InspectedFilm {
  readonly facts: VideoFacts;
  /** Absent where the machine has no decoder (the animation of an "animate" request too). */
  readonly stills?: StillFiles;
  /** Of the animation that was asked for. */
  readonly animated?: FrameSize;
}

/** Checks the film, then does what is asked; throws Failure `result_unusable` when the film is not fit for it. */
export function doFilmWork(request: FilmRequest): Promise<InspectedFilm | MadeMp4 | undefined> {
  return request.kind === "make_mp4" ? convert(request) : inspect(request);
}

const decoderFor = ({ decoders, ffmpegPath }: FilmRequest): Promise<FilmDecoder | undefined> =>
  openDecoder({ decoders, ...(ffmpegPath !== undefined && { ffmpegPath }) });

/** Undefined where the machine cannot decode the film. */
async function convert(request: FilmRequest & MakeMp4Request): Promise<MadeMp4 | undefined> {
  const { path, limits, outPath, decoders, ffmpegPath } = request;
  const source = await openFilmSource(path, { limits, decoder: await decoderFor(request) });
  // Where node-av is not trusted with decoding, it is not with encoding either.
  const only = ENCODER_NAMES.filter((name) => name !== "node-av" || decoders.includes(name));
  return source && makeMp4(source, { outPath, only, ...(ffmpegPath !== undefined && { ffmpegPath }) });
}

async function inspect(request: FilmRequest & (InspectRequest | AnimateRequest)): Promise<InspectedFilm> {
  const { path, limits } = request;
  const [facts, decoder] = await Promise.all([checkVideo(path, { ...(limits && { limits }) }), decoderFor(request)]);
  if (decoder === undefined) return { facts };
  const decoded = { ...facts, decoded: true };
  if (request.kind === "animate") {
    const { bytes, ...animated } = await makeAnimated(path, { ...request.animated, facts, decoder });
    await writeFile(request.outPath, bytes);
    return { facts: decoded, animated };
  }
  const stills = await makeStills(path, { facts, decoder });
  return { facts: decoded, stills: await writeStills(stills, request.outDir) };
}

async function writeStills(stills: Stills, outDir: string): Promise<StillFiles> {
  const write = async (name: string, { bytes, ...facts }: Still): Promise<StillFile> => {
    const path = join(outDir, name);
    await writeFile(path, bytes);
    return { path, ...facts };
  };
  const [thumbnail, spritesheet, lastFrame] = await Promise.all([
    write("thumbnail.webp", stills.thumbnail),
    write("spritesheet.webp", stills.spritesheet),
    write("last-frame.png", stills.lastFrame),
  ]);
  return { thumbnail, spritesheet, spritesheetLayout: stills.spritesheetLayout, lastFrame };
}
