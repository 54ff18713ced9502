import type { CheckedStill, VideoDesk } from "./video-desk.ts";

/**
 * Looks at finished videos with `media`, in a child process: a decoder of strange files may crash.
 * @param environment the child's: a PATH to find an ffmpeg on, and nothing secret
 */
export const createMediaDesk = (environment: Readonly<Record<string, string>>): VideoDesk => ({
  check: async (path, { folder, signal }) => {
    const { checkImage, inspectVideoInChild } = await import("@kinora/media");
    const { facts, stills } = await inspectVideoInChild(path, folder, { signal, environment });
    const files =
      stills === undefined
        ? []
        : ([
            ["thumbnail", stills.thumbnailPath],
            ["spritesheet", stills.spritesheetPath],
            ["last-frame", stills.lastFramePath],
          ] as const);
    const limits = { maxBytes: MAX_STILL_BYTES, maxPixels: MAX_STILL_PIXELS };
    const described = files.map(async ([kind, stillPath]): Promise<CheckedStill> => {
      const { mediaType, width, height } = await checkImage(stillPath, limits);
      return { kind, path: stillPath, mediaType, width, height };
    });
    const { mediaType, width, height, durationSeconds } = facts;
    return { mediaType, width, height, durationSeconds, stills: await Promise.all(described) };
  },
});

/** Our own stills are far below these; they only keep a defect from taking the machine. */
const MAX_STILL_BYTES = 256 * 1024 * 1024;
const MAX_STILL_PIXELS = 100_000_000;
