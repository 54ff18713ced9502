import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { checkVideo, type VideoFacts, type VideoLimits } from "../film/check-video.ts";
import type { DecoderName, FrameSize } from "../film/film-decoder.ts";
import { type AnimatedOptions, makeAnimated } from "../film/make-animated.ts";
import { makeStills, type Still, type Stills } from "../film/make-stills.ts";
import { openDecoder } from "../film/open-decoder.ts";
import type { SpritesheetLayout } from "../film/spritesheet.ts";

/** What a child process can be asked to do with a film; plain data, it goes through IPC. */
export type FilmRequest = (InspectRequest | AnimateRequest) & {
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
export async function doFilmWork(request: FilmRequest): Promise<InspectedFilm> {
  const { path, limits, decoders, ffmpegPath } = request;
  const [facts, decoder] = await Promise.all([
    checkVideo(path, { ...(limits && { limits }) }),
    openDecoder({ decoders, ...(ffmpegPath !== undefined && { ffmpegPath }) }),
  ]);
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
