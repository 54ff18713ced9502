import { Failure } from "@kinora/contract";
import { readHeifFacts } from "./heif/heif-facts.ts";
import { withImageBytes } from "./image-bytes.ts";
import { openImage, type ImageSource } from "./open-image.ts";
import { knowSource } from "./readable-source.ts";
import {
  type ImageFormat,
  type ImageMediaType,
  isReadableImageFormat,
  mediaTypeOf,
  type ReadableImageFormat,
  SNIFF_BYTES,
  sniffImage,
} from "./sniff-image.ts";

export interface ImageLimits {
  readonly maxBytes: number;
  /** Width × height of the picture as stored. */
  readonly maxPixels: number;
  /** The shorter side must have at least this many pixels; default 1. */
  readonly minSidePx?: number;
}

export interface ImageFacts {
  readonly format: ReadableImageFormat;
  readonly mediaType: ImageMediaType;
  /** Upright, after EXIF orientation. */
  readonly width: number;
  readonly height: number;
  readonly hasAlpha: boolean;
  /** Whether EXIF says that it is to be turned before it is shown: who does not read that shows it lying. */
  readonly isTurned: boolean;
  readonly bytes: number;
}

const REFUSALS = {
  svg: "This is an SVG, a drawing and not a photograph. Export it as PNG.",
  bmp: "This is a BMP picture. Convert it to PNG.",
  jxl: "This is a JPEG XL picture. Convert it to JPEG or PNG.",
} as const satisfies Record<Exclude<ImageFormat, ReadableImageFormat>, string>;

/**
 * The facts of a picture that has been decoded from its first byte to its last, in little memory. Of a HEIC only the boxes
 * are read: its pixels are for a process that may die of them (`decodeImageInChild`). Throws a Failure:
 * `image_unsupported` (no picture, or of a kind we do not read), `image_too_large` (bytes or pixels; nothing is decoded
 * then) or `image_unreadable` (empty, truncated, damaged).
 */
export async function checkImage(source: ImageSource, limits: ImageLimits): Promise<ImageFacts> {
  const { head, bytes } = await readHead(source);
  const format = acceptFormat(head, bytes);
  if (bytes > limits.maxBytes) {
    throw tooLarge(`The image has ${bytes} bytes; this server takes at most ${limits.maxBytes}.`);
  }
  const readable = (await knowSource(source)).source;
  const size = format === "heic" ? await readHeifSize(source) : await readSize(readable);
  requireSize(size, limits);
  if (format !== "heic") await decodeThrough(readable, limits.maxPixels);
  const { width, height, hasAlpha, isTurned } = size;
  return { format, mediaType: mediaTypeOf(format), width, height, hasAlpha, isTurned, bytes };
}

/** The first bytes, by which a picture is known, and how many there are in all. */
const readHead = (source: ImageSource): Promise<{ head: Uint8Array; bytes: number }> =>
  withImageBytes(source, async ({ read, size }) => ({ head: await read(0, SNIFF_BYTES), bytes: size }));

function acceptFormat(head: Uint8Array, bytes: number): ReadableImageFormat {
  if (bytes === 0) throw new Failure("image_unreadable", { detail: "The image is empty: it has 0 bytes." });
  const format = sniffImage(head);
  if (format === undefined) {
    throw new Failure("image_unsupported", { detail: `This is not a picture${guess(head)}. Send ${READABLE}.` });
  }
  if (isReadableImageFormat(format)) return format;
  throw new Failure("image_unsupported", { detail: REFUSALS[format] });
}

const READABLE = "a JPEG, PNG, WebP, AVIF, HEIC, TIFF or GIF file";

/** What the bytes seem to be instead, for the sentence. */
function guess(head: Uint8Array): string {
  const text = new TextDecoder().decode(head.subarray(0, SNIFF_BYTES)).trimStart().toLowerCase();
  if (text.startsWith("<!doctype html") || text.startsWith("<html")) return ": it is a web page";
  if (text.slice(4, 8) === "ftyp") return ": it is a video or another kind of MP4 file";
  if (text.startsWith("%pdf")) return ": it is a PDF";
  const isText = !text.includes("\0") && !text.includes("\ufffd");
  return isText ? ": it is text, whatever its name says" : "";
}

interface ImageSize {
  /** Upright. */
  readonly width: number;
  readonly height: number;
  readonly hasAlpha: boolean;
  readonly isTurned: boolean;
  /** What a decoder has to hold: the picture as stored, or what is larger in the same file. */
  readonly storedPixels: number;
}

async function readSize(source: ImageSource): Promise<ImageSize> {
  const image = openImage(source, { limitInputPixels: false, failOn: "error" });
  const {
    width,
    height,
    autoOrient,
    hasAlpha,
    orientation = 1,
  } = await image.metadata().catch(throwUnreadable(source));
  const isTurned = orientation > 1;
  return { width: autoOrient.width, height: autoOrient.height, hasAlpha, isTurned, storedPixels: width * height };
}

async function readHeifSize(source: ImageSource): Promise<ImageSize> {
  const { width, height, hasAlpha, mostPixels } = await readHeifFacts(source).catch(throwUnreadable(source));
  // A HEIC is turned by its own boxes, which no reader may ignore (ISO/IEC 23008-12, 6.5.10).
  return { width, height, hasAlpha, isTurned: false, storedPixels: mostPixels };
}

function requireSize({ width, height, storedPixels }: ImageSize, { maxPixels, minSidePx = 1 }: ImageLimits): void {
  if (storedPixels > maxPixels) {
    const megapixels = (pixels: number): string => (pixels / 1e6).toFixed(1);
    throw tooLarge(
      `The image is ${width} × ${height} pixels (${megapixels(storedPixels)} megapixels); this server takes at most ${megapixels(maxPixels)} megapixels. Make it smaller.`,
    );
  }
  if (Math.min(width, height) < minSidePx) {
    throw new Failure("image_unsupported", {
      detail: `The image is ${width} × ${height} pixels; each side needs at least ${minSidePx}.`,
    });
  }
}

/** Streams all rows through a tiny resize, so that memory does not grow with the picture. */
async function decodeThrough(source: ImageSource, maxPixels: number): Promise<void> {
  await openImage(source, { limitInputPixels: maxPixels, failOn: "error", sequentialRead: true })
    .resize(16, 16, { fit: "fill" })
    .raw()
    .toBuffer()
    .catch(throwUnreadable(source));
}

/** Turns a library's words into ours: their first line is kept, without the path of a file that is nobody's business. */
export const throwUnreadable =
  (source: ImageSource) =>
  (cause: unknown): never => {
    if (cause instanceof Failure) throw cause;
    const [line = ""] = cause instanceof Error ? cause.message.split("\n") : [];
    const words = (typeof source === "string" ? line.replaceAll(source, "file") : line).replace(/:\s*$/u, "");
    throw new Failure("image_unreadable", {
      detail: `The image is damaged or cut short (${words}). Send the file again, or save it anew with an image editor.`,
      cause,
    });
  };

const tooLarge = (detail: string): Failure => new Failure("image_too_large", { detail });
