import type { StillFiles } from "@kinora/media";
import type { CheckedStill, VideoDesk } from "./video-desk.ts";

/**
 * Looks at finished videos with `media`, in a child process: a decoder of strange files may crash.
 * @param environment the child's: a PATH to find an ffmpeg on, and nothing secret
 */
export const createMediaDesk = (environment: Readonly<Record<string, string>>): VideoDesk => ({
  check: async (path, { folder, signal }) => {
    const { inspectVideoInChild } = await import("@kinora/media");
    const { facts, stills } = await inspectVideoInChild(path, folder, { signal, environment });
    const { mediaType, width, height, durationSeconds } = facts;
    return { mediaType, width, height, durationSeconds, stills: stills === undefined ? [] : checkedStills(stills) };
  },
});

const checkedStills = ({ thumbnail, spritesheet, lastFrame }: StillFiles): CheckedStill[] => [
  { kind: "thumbnail", ...thumbnail },
  { kind: "spritesheet", ...spritesheet },
  { kind: "last-frame", ...lastFrame },
];
