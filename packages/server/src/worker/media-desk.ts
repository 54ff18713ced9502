import type { ChildProcess } from "node:child_process";
import { join } from "node:path";
import type { Warning } from "@kinora/contract";
import type { StillFiles } from "@kinora/media";
import type { CheckedStill, VideoDesk } from "./video-desk.ts";

export interface MediaDeskOptions {
  /** The children's: a PATH to find an ffmpeg on, and nothing secret. */
  readonly environment: Readonly<Record<string, string>>;
  /** Whether a child is started when a video is on its way: for one that comes within seconds, not within minutes. */
  readonly startsAhead: boolean;
}

/** Looks at finished videos with `media`, in a child process: a decoder of strange files may crash. */
export const createMediaDesk = ({ environment, startsAhead }: MediaDeskOptions): VideoDesk => {
  let waiting: Promise<ChildProcess | undefined> | undefined;
  const start = (): Promise<ChildProcess | undefined> =>
    import("@kinora/media").then(
      ({ startFilmChild }) => startFilmChild(environment),
      () => undefined, // the check, which is to come, says what is wrong
    );
  const take = (): typeof waiting => {
    const taken = waiting;
    waiting = undefined;
    return taken;
  };
  return {
    prepare: () => {
      if (startsAhead) waiting ??= start();
    },
    close: async () => {
      (await take())?.kill("SIGKILL");
    },
    asMp4: async (path, { folder, signal }) => {
      if (!(await needsConverting(path))) return undefined;
      const { makeMp4InChild } = await import("@kinora/media");
      const outPath = join(folder, "video.mp4");
      const made = await makeMp4InChild(path, outPath, { signal, environment });
      return made && { path: outPath, warnings: made.isMuted ? [MUTED] : [] };
    },
    check: async (path, { folder, signal }) => {
      const { inspectVideoInChild } = await import("@kinora/media");
      const child = await take();
      const { facts, stills } = await inspectVideoInChild(path, folder, { signal, environment, child });
      const { mediaType, width, height, durationSeconds } = facts;
      return { mediaType, width, height, durationSeconds, stills: stills === undefined ? [] : checkedStills(stills) };
    },
  };
};

const MUTED: Warning = {
  option: "video",
  code: "sound_left_out",
  message: "The provider's film was no MP4 and was made one: its sound was left out.",
};

/** By what is inside: a strange kind is for the check, which says what is wrong with it. */
const needsConverting = async (path: string): Promise<boolean> => {
  const { readFilmHead } = await import("@kinora/media");
  const { format } = await readFilmHead(path);
  return format !== undefined && format !== "mp4";
};

const checkedStills = ({ thumbnail, spritesheet, lastFrame }: StillFiles): CheckedStill[] => [
  { kind: "thumbnail", ...thumbnail },
  { kind: "spritesheet", ...spritesheet },
  { kind: "last-frame", ...lastFrame },
];
