import type { RgbImage } from "../pixels.ts";
import { throwUnreadable } from "./check-image.ts";
import { heifAsTiff } from "./heif/decode-heif.ts";
import { openImage, type ImageSource } from "./open-image.ts";
import { knowSource } from "./readable-source.ts";

export interface DecodeImageOptions {
  /** The longer side is at most this; a smaller picture is not enlarged. Default: the picture's own size. */
  readonly maxSidePx?: number;
  /** A picture with more pixels than this is refused before any memory is taken. */
  readonly maxPixels?: number;
  /** What shows through where the picture is transparent. Default: white, as on a web page. */
  readonly behind?: "white" | "black";
}

const DEFAULT_MAX_PIXELS = 100_000_000;

/**
 * The picture as people see it: upright by EXIF, converted to sRGB by its ICC profile (16-bit, CMYK, grey and palette
 * too), the first frame of a moving one, transparency laid on one colour. Give it what
 * `checkImage` has passed. Throws Failure `image_unreadable`.
 */
export async function decodeImage(source: ImageSource, options: DecodeImageOptions = {}): Promise<RgbImage> {
  const { maxSidePx, maxPixels = DEFAULT_MAX_PIXELS, behind = "white" } = options;
  const readable = await asReadable(source, maxPixels).catch(throwUnreadable(source));
  const image = openImage(readable, { limitInputPixels: maxPixels, failOn: "error" }).autoOrient();
  if (maxSidePx !== undefined) {
    image.resize({ width: maxSidePx, height: maxSidePx, fit: "inside", withoutEnlargement: true, kernel: "lanczos3" });
  }
  const { data, info } = await image
    .flatten({ background: behind })
    .toColourspace("srgb")
    .removeAlpha()
    .raw({ depth: "uchar" })
    .toBuffer({ resolveWithObject: true })
    .catch(throwUnreadable(source));
  return { width: info.width, height: info.height, data: new Uint8Array(data.buffer, data.byteOffset, data.length) };
}

/** What libvips reads: the source itself, or of a HEIC what libheif has decoded. */
async function asReadable(source: ImageSource, maxPixels: number): Promise<ImageSource> {
  const known = await knowSource(source);
  return known.format === "heic" ? heifAsTiff(source, maxPixels) : known.source;
}
