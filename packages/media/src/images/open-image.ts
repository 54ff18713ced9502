import sharp, { type Sharp, type SharpOptions } from "sharp";

/** A picture as bytes in memory, or the path of a file. */
export type ImageSource = Uint8Array | string;

/** libvips loaders for the formats that we read. Every other one (SVG, PDF, magick, openslide …) stays shut. */
const LOADERS = ["Jpeg", "Png", "Webp", "Heif", "Tiff", "Nsgif"].map((name) => `VipsForeignLoad${name}`);

/** Rendering takes the other core; a third thread would only take turns. */
const THREADS = 2;

let isPrepared = false;

/** Once per process: no cache (it would answer for a path whose file has changed), few threads, only our loaders. */
function prepare(): void {
  if (isPrepared) return;
  isPrepared = true;
  sharp.cache(false);
  sharp.concurrency(THREADS);
  sharp.block({ operation: ["VipsForeignLoad"] });
  sharp.unblock({ operation: LOADERS });
}

/** A sharp pipeline over an encoded picture. Sniff the bytes first: what comes here should be of a readable format. */
export function openImage(source: ImageSource, options: SharpOptions): Sharp {
  prepare();
  return sharp(source, options);
}

interface RawLayout {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3 | 4;
  /** For a moving picture: the height of one frame, the frames lying below each other. */
  readonly pageHeight?: number;
}

/** A sharp pipeline over interleaved 8-bit samples. */
export function openRaw(data: Uint8Array, raw: RawLayout): Sharp {
  prepare();
  return sharp(data, { raw });
}
