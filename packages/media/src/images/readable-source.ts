import { Buffer } from "node:buffer";
import { allBytes, withImageBytes } from "./image-bytes.ts";
import type { ImageSource } from "./open-image.ts";
import { type ImageFormat, SNIFF_BYTES, sniffImage } from "./sniff-image.ts";

export interface KnownSource {
  /** By its first bytes; undefined when they are of no picture. */
  readonly format: ImageFormat | undefined;
  /** The source, or the same picture in bytes that libvips reads. A HEIC stays as it is: libvips does not decode it. */
  readonly source: ImageSource;
}

/** Where a file type box has its major brand. */
const BRAND_AT = 8;

/**
 * Looks at what a source is. libvips does not know a moving AVIF by its brand `avis`, though it reads the still in it: it
 * gets the bytes with the brand of a still.
 */
export async function knowSource(source: ImageSource): Promise<KnownSource> {
  const head = await withImageBytes(source, ({ read }) => read(0, SNIFF_BYTES));
  const format = sniffImage(head);
  const brand = Buffer.from(head.subarray(BRAND_AT, BRAND_AT + 4)).toString("latin1");
  if (format !== "avif" || brand !== "avis") return { format, source };
  const bytes = Uint8Array.from(await allBytes(source));
  bytes.set(Buffer.from("avif", "latin1"), BRAND_AT);
  return { format, source: bytes };
}
