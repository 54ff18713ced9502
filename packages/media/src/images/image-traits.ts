import { Buffer } from "node:buffer";
import type { Sharp } from "sharp";
import { descendants, leafBytes, parseBoxes, viewOf } from "../mp4/box.ts";
import { throwUnreadable } from "./check-image.ts";
import { readHeifFacts } from "./heif/heif-facts.ts";
import { allBytes, withImageBytes } from "./image-bytes.ts";
import { type ImageSource, openImage } from "./open-image.ts";
import { knowSource } from "./readable-source.ts";

/** What `decodeImage` leaves out of a picture, so that somebody can say so. */
export interface ImageTraits {
  /** Frames of a moving picture, or pages of a TIFF: only the first is decoded. 1 for any other picture. */
  readonly frameCount: number;
  /** Whether some of it can be seen through, which is then laid on white. Of a HEIC: whether it has an alpha channel. */
  readonly isTransparent: boolean;
}

export interface ImageTraitsOptions {
  /** A picture with more pixels than this is refused. */
  readonly maxPixels: number;
}

/** Looks at a picture that `checkImage` has passed. Throws Failure `image_unreadable`. */
export async function imageTraits(source: ImageSource, options: ImageTraitsOptions): Promise<ImageTraits> {
  const { format, source: readable } = await knowSource(source);
  if (format === "heic") {
    const { hasAlpha } = await readHeifFacts(source).catch(throwUnreadable(source));
    return { frameCount: 1, isTransparent: hasAlpha };
  }
  const { pages = 1, hasAlpha, channels } = await open(readable, options).metadata().catch(throwUnreadable(source));
  const isTransparent = hasAlpha && (await canSeeThrough(readable, channels, options).catch(throwUnreadable(source)));
  if (format === "png") return { frameCount: await countPngFrames(source), isTransparent };
  if (format === "avif") return { frameCount: await countAvifFrames(source), isTransparent };
  return { frameCount: pages, isTransparent };
}

const open = (source: ImageSource, { maxPixels }: ImageTraitsOptions): Sharp =>
  openImage(source, { limitInputPixels: maxPixels, failOn: "error" });

/** Whether any pixel of the last channel, which is alpha, is not solid; that channel alone is held in memory. */
async function canSeeThrough(source: ImageSource, channels: number, options: ImageTraitsOptions): Promise<boolean> {
  if (channels > 4) return true; // CMYK with alpha, of which no one channel can be asked
  const image = open(source, options).extractChannel(channels === 2 ? 1 : 3);
  const alpha = await image.raw({ depth: "uchar" }).toBuffer();
  return alpha.some((value) => value < SOLID);
}

const SOLID = 255;
const PNG_SIGNATURE_BYTES = 8;

/** An animated PNG says so in an `acTL` chunk before its first pixels (PNG, third edition, 11.3.6.1); libvips ignores it. */
const countPngFrames = (source: ImageSource): Promise<number> =>
  withImageBytes(source, async ({ read, size }) => {
    for (let at = PNG_SIGNATURE_BYTES; at < size;) {
      const head = await read(at, 12);
      if (head.length < 12) return 1;
      const type = Buffer.from(head.subarray(4, 8)).toString("latin1");
      if (type === "acTL") return Math.max(1, viewOf(head).getUint32(8));
      if (type === "IDAT") return 1;
      at += viewOf(head).getUint32(0) + 12;
    }
    return 1;
  });

/**
 * A moving AVIF has a track beside its still, with one sample a frame (ISO/IEC 14496-12, 8.7.3). A track that is damaged
 * leaves the still alone, which is all that is wanted: it is not counted.
 */
async function countAvifFrames(source: ImageSource): Promise<number> {
  const bytes = await allBytes(source);
  try {
    const movies = parseBoxes(bytes).filter(({ type }) => type === "moov");
    const sizes = movies.flatMap((movie) => descendants(movie, "stsz"));
    return Math.max(1, ...sizes.map((box) => viewOf(leafBytes(box)).getUint32(8)));
  } catch (error) {
    if (error instanceof RangeError) return 1;
    throw error;
  }
}
