import type { AnimationDesk } from "../app/make-animation.ts";

/** Small enough to send, large enough to see. */
const WIDTH_PX = 480;
/** A GIF counts in hundredths of a second: eight of them are 12.5 a second. */
const FPS = { gif: 12.5, webp: 15 } as const;

/**
 * Makes moving previews with `media`, in a child process.
 * @param environment the child's: a PATH to find an ffmpeg on, and nothing secret
 */
export const createAnimationDesk = (environment: Readonly<Record<string, string>>): AnimationDesk => ({
  animate: async (path, { kind, outPath, signal }) => {
    const { makeAnimatedInChild } = await import("@kinora/media");
    const wish = { format: kind, widthPx: WIDTH_PX, fps: FPS[kind], outPath };
    return makeAnimatedInChild(path, wish, { environment, signal });
  },
});
