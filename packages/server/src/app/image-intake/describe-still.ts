import type { ImageRef } from "@kinora/domain";
import { IMAGE_MIN_SIDE_PX, LIMITS } from "../limits.ts";

/** The mean colour needs no more of the picture than this. */
const MEAN_COLOR_SIDE_PX = 64;

/**
 * What a still is, after it was decoded from end to end: a file's path, or its bytes. Throws image_unsupported,
 * image_too_large or image_unreadable.
 */
export const describeStill = async (source: Uint8Array | string): Promise<Omit<ImageRef, "sha256">> => {
  // sharp is the heaviest module that we have: it is loaded with the first picture, not with the server.
  const { checkImage, decodeImage, decodeImageInChild, meanColor } = await import("@kinora/media");
  const { upload_max_bytes: maxBytes, image_max_pixels: maxPixels } = LIMITS;
  const facts = await checkImage(source, { maxBytes, maxPixels, minSidePx: IMAGE_MIN_SIDE_PX });
  // A HEIC takes a second to decode, and only there it shows whether it can be: not here, where others wait.
  const decode = facts.format === "heic" ? decodeImageInChild : decodeImage;
  const color = meanColor(await decode(source, { maxSidePx: MEAN_COLOR_SIDE_PX, maxPixels }));
  const { mediaType, width, height, bytes, hasAlpha, isTurned } = facts;
  return { mediaType, width, height, bytes, meanColor: hexColor(color), hasAlpha, isTurned };
};

const hexColor = (channels: readonly number[]): string =>
  `#${channels.map((value) => Math.round(value).toString(16).padStart(2, "0")).join("")}`;
