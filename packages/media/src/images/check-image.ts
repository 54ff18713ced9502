import { open } from "node:fs/promises";
import { Failure } from "@kinora/contract";
import { openImage, type ImageSource } from "./open-image.ts";
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
  readonly bytes: number;
}

const REFUSALS = {
  heic: "This is a HEIC/HEIF picture, whose codec is patented and not included. Convert it to JPEG or PNG (iPhone: Settings, Camera, Formats, Most Compatible).",
  svg: "This is an SVG, a drawing and not a photograph. Export it as PNG.",
  bmp: "This is a BMP picture. Convert it to PNG.",
  jxl: "This is a JPEG XL picture. Convert it to JPEG or PNG.",
} as const satisfies Record<Exclude<ImageFormat, ReadableImageFormat>, string>;

/**
 * The facts of a picture that has been decoded from its first byte to its last, in little memory. Throws a Failure:
 * `image_unsupported` (no picture, or of a kind we do not read), `image_too_large` (bytes or pixels; nothing is decoded
 * then) or `image_unreadable` (empty, truncated, damaged).
 */
export async function checkImage(source: ImageSource, limits: ImageLimits): Promise<ImageFacts> {
  const { head, bytes } = await readHead(source);
  const format = acceptFormat(head, bytes);
  if (bytes > limits.maxBytes) {
    throw tooLarge(`The image has ${bytes} bytes; this server takes at most ${limits.maxBytes}.`);
  }
  const size = await readSize(source, limits);
  await decodeThrough(source, limits.maxPixels);
  return { format, mediaType: mediaTypeOf(format), ...size, bytes };
}

async function readHead(source: ImageSource): Promise<{ head: Uint8Array; bytes: number }> {
  if (typeof source !== "string") return { head: source.subarray(0, SNIFF_BYTES), bytes: source.byteLength };
  const file = await open(source, "r");
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(SNIFF_BYTES), 0, SNIFF_BYTES, 0);
    return { head: buffer.subarray(0, bytesRead), bytes: (await file.stat()).size };
  } finally {
    await file.close();
  }
}

function acceptFormat(head: Uint8Array, bytes: number): ReadableImageFormat {
  if (bytes === 0) throw new Failure("image_unreadable", { detail: "The image is empty: it has 0 bytes." });
  const format = sniffImage(head);
  if (format === undefined) {
    throw new Failure("image_unsupported", { detail: `This is not a picture${guess(head)}. Send ${READABLE}.` });
  }
  if (isReadableImageFormat(format)) return format;
  throw new Failure("image_unsupported", { detail: REFUSALS[format] });
}

const READABLE = "a JPEG, PNG, WebP, AVIF, TIFF or GIF file";

/** What the bytes seem to be instead, for the sentence. */
function guess(head: Uint8Array): string {
  const text = new TextDecoder().decode(head.subarray(0, SNIFF_BYTES)).trimStart().toLowerCase();
  if (text.startsWith("<!doctype html") || text.startsWith("<html")) return ": it is a web page";
  if (text.slice(4, 8) === "ftyp") return ": it is a video or another kind of MP4 file";
  if (text.startsWith("%pdf")) return ": it is a PDF";
  const isText = !text.includes("\0") && !text.includes("\ufffd");
  return isText ? ": it is text, whatever its name says" : "";
}

async function readSize(
  source: ImageSource,
  limits: ImageLimits,
): Promise<{ width: number; height: number; hasAlpha: boolean }> {
  const { width, height, autoOrient, hasAlpha } = await openImage(source, { limitInputPixels: false, failOn: "error" })
    .metadata()
    .catch(throwUnreadable);
  if (width * height > limits.maxPixels) {
    const megapixels = (pixels: number): string => (pixels / 1e6).toFixed(1);
    throw tooLarge(
      `The image is ${width} × ${height} pixels (${megapixels(width * height)} megapixels); this server takes at most ${megapixels(limits.maxPixels)} megapixels. Make it smaller.`,
    );
  }
  const minSidePx = limits.minSidePx ?? 1;
  if (Math.min(width, height) < minSidePx) {
    throw new Failure("image_unsupported", {
      detail: `The image is ${width} × ${height} pixels; each side needs at least ${minSidePx}.`,
    });
  }
  return { width: autoOrient.width, height: autoOrient.height, hasAlpha };
}

/** Streams all rows through a tiny resize, so that memory does not grow with the picture. */
async function decodeThrough(source: ImageSource, maxPixels: number): Promise<void> {
  await openImage(source, { limitInputPixels: maxPixels, failOn: "error", sequentialRead: true })
    .resize(16, 16, { fit: "fill" })
    .raw()
    .toBuffer()
    .catch(throwUnreadable);
}

/** Turns libvips' words into ours, with its first line kept. */
export function throwUnreadable(cause: unknown): never {
  const words = cause instanceof Error ? (cause.message.split("\n")[0] ?? "") : "";
  throw new Failure("image_unreadable", {
    detail: `The image is damaged or cut short (${words}). Send the file again, or save it anew with an image editor.`,
    cause,
  });
}

const tooLarge = (detail: string): Failure => new Failure("image_too_large", { detail });
