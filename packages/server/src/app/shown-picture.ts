import type { ImageRef } from "@kinora/domain";
import type { AppContext } from "./app-context.ts";
import { LIMITS } from "./limits.ts";

/** What no browser, or only some, can show. */
const HARD_TO_SHOW: ReadonlySet<string> = new Set(["image/heic", "image/heif", "image/tiff"]);
/** Enough for a page: nobody looks at more than this. */
const LONGER_SIDE_PX = 2048;

/**
 * The picture as WebP (bytes), upright and in sRGB, where browsers cannot show it as it came; undefined where they can. One
 * is made at a time, as decoding takes a process and much memory. Throws image_unreadable.
 */
export const shownPicture = async (
  { blobs, turns, stopping }: Pick<AppContext, "blobs" | "turns" | "stopping">,
  { sha256, mediaType }: ImageRef,
): Promise<Uint8Array | undefined> => {
  if (!HARD_TO_SHOW.has(mediaType)) return undefined;
  return turns("pictures to show", async () => {
    const { decodeImageInChild, encodeStill } = await import("@kinora/media");
    const options = { maxSidePx: LONGER_SIDE_PX, maxPixels: LIMITS.image_max_pixels, signal: stopping };
    return encodeStill(await blobs.withFile(sha256, (path) => decodeImageInChild(path, options)), { format: "webp" });
  });
};
