import type { ChildProcess } from "node:child_process";
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
    check: async (path, { folder, signal }) => {
      const { inspectVideoInChild } = await import("@kinora/media");
      const child = await take();
      const { facts, stills } = await inspectVideoInChild(path, folder, { signal, environment, child });
      const { mediaType, width, height, durationSeconds } = facts;
      return { mediaType, width, height, durationSeconds, stills: stills === undefined ? [] : checkedStills(stills) };
    },
  };
};

const checkedStills = ({ thumbnail, spritesheet, lastFrame }: StillFiles): CheckedStill[] => [
  { kind: "thumbnail", ...thumbnail },
  { kind: "spritesheet", ...spritesheet },
  { kind: "last-frame", ...lastFrame },
];
