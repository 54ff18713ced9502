import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { checkVideo, type VideoFacts, type VideoLimits } from "../film/check-video.ts";
import type { DecoderName } from "../film/film-decoder.ts";
import { type AnimatedOptions, makeAnimated } from "../film/make-animated.ts";
import { makeStills } from "../film/make-stills.ts";
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

export interface StillFiles {
  readonly thumbnailPath: string;
  readonly spritesheetPath: string;
  readonly spritesheetLayout: SpritesheetLayout;
  readonly lastFramePath: string;
}

export interface InspectedFilm {
  readonly facts: VideoFacts;
  /** Absent where the machine has no decoder (the animation of an "animate" request too). */
  readonly stills?: StillFiles;
  readonly animatedPath?: string;
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
    await writeFile(request.outPath, await makeAnimated(path, { ...request.animated, facts, decoder }));
    return { facts: decoded, animatedPath: request.outPath };
  }
  const stills = await makeStills(path, { facts, decoder });
  const files = {
    thumbnailPath: join(request.outDir, "thumbnail.webp"),
    spritesheetPath: join(request.outDir, "spritesheet.webp"),
    spritesheetLayout: stills.spritesheetLayout,
    lastFramePath: join(request.outDir, "last-frame.png"),
  };
  await Promise.all([
    writeFile(files.thumbnailPath, stills.thumbnail),
    writeFile(files.spritesheetPath, stills.spritesheet),
    writeFile(files.lastFramePath, stills.lastFrame),
  ]);
  return { facts: decoded, stills: files };
}
