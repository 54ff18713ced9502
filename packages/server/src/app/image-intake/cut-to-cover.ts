import type { PictureSize, Warning } from "@kinora/contract";
import type { ImageRef, StillFacts } from "@kinora/domain";
import type { AppContext } from "../app-context.ts";
import { LIMITS } from "../limits.ts";
import { coverRectangle } from "./cover-size.ts";
import { describeStill } from "./describe-still.ts";
import { once } from "./once.ts";

/** A picture that was cut, and what must be said of it. */
export interface Covering {
  readonly image: ImageRef;
  readonly warnings: readonly Warning[];
}

/** The cut keeps so many times the lines of the size: a camera that moves in finds some more to see. */
const KEPT_LINES = 2;
const QUALITY = 95;

/**
 * The middle of a stored picture that covers a size, stored as a picture of its own; the picture itself when it has that
 * shape. The same picture and size give the same bytes.
 */
export const cutToCover = async (app: AppContext, image: ImageRef, size: PictureSize): Promise<Covering> => {
  if (coverRectangle(image, size) === undefined) return { image, warnings: [] };
  const { bytes, traits } = await app.blobs.withFile(image.sha256, async (path) => ({
    bytes: await cut(path, image, size),
    traits: await traitsWarnings(path),
  }));
  const facts = await describeStill(bytes);
  const blob = await app.blobs.put(once(bytes));
  const cropped: Warning = {
    option: "image",
    code: "cropped",
    message: `The picture of ${image.width} x ${image.height} was cut to its middle, so that it covers ${size.width} x ${size.height}.`,
  };
  return { image: { ...facts, ...blob }, warnings: [cropped, ...traits] };
};

async function cut(path: string, image: StillFacts, size: PictureSize): Promise<Uint8Array> {
  const { cropImage, decodeImage, decodeImageInChild, encodeStill } = await import("@kinora/media");
  const decode = image.mediaType === "image/heic" ? decodeImageInChild : decodeImage;
  const scale = Math.min(1, KEPT_LINES * Math.max(size.width / image.width, size.height / image.height));
  const maxSidePx = Math.ceil(scale * Math.max(image.width, image.height));
  const decoded = await decode(path, { maxSidePx, maxPixels: LIMITS.image_max_pixels });
  const rectangle = coverRectangle(decoded, size);
  return encodeStill(rectangle === undefined ? decoded : cropImage(decoded, rectangle), {
    format: "jpeg",
    quality: QUALITY,
  });
}

/** What cutting leaves out besides: who gets the cut picture cannot see it any more. */
async function traitsWarnings(path: string): Promise<Warning[]> {
  const { imageTraits } = await import("@kinora/media");
  const { frameCount, isTransparent } = await imageTraits(path, { maxPixels: LIMITS.image_max_pixels });
  const warnings: Warning[] = [];
  if (frameCount > 1) {
    const message = `The picture has ${frameCount} frames or pages: the first is animated, and the others are left out.`;
    warnings.push({ option: "image", code: "first_frame_only", message });
  }
  if (isTransparent) {
    const message = "Parts of the picture are transparent, and a video cannot be: white shows through.";
    warnings.push({ option: "image", code: "alpha_dropped", message });
  }
  return warnings;
}
