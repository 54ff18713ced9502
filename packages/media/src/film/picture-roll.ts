import { open } from "node:fs/promises";
import { openImage } from "../images/open-image.ts";
import type { RgbImage } from "../pixels.ts";
import { requireFewPixels, unusable } from "./check-video.ts";
import type { FilmSource, OpenFilmOptions } from "./film-source.ts";
import type { FilmFormat } from "./sniff-film.ts";

/** Frames are decoded in lots of so many bytes: the library begins at the first frame for each lot. */
const LOT_BYTES = 96 * 2 ** 20;
/** What players make of a frame that says to be shown for no time, or for a hundredth of a second. */
const [SHORTEST_MS, INSTEAD_MS] = [10, 100];
const TICK_SECONDS = { gif: 0.01, webp: 0.001 };
const WHITE = "#ffffff";

/** An animated GIF or WebP, by libvips. What can be seen through is on white. */
export async function openPictureRoll(
  path: string,
  format: FilmFormat & ("gif" | "webp"),
  { limits }: Pick<OpenFilmOptions, "limits">,
): Promise<FilmSource> {
  if (format === "gif") await requireTrailer(path);
  const facts = await damagedUnless(openImage(path, { limitInputPixels: limits.maxPixels }).metadata());
  const { width, height, pages = 1, delay = [] } = facts;
  if (pages < 2) throw unusable("it is a single picture");
  requireFewPixels({ width, height }, limits.maxPixels);
  const starts: number[] = [];
  let endSeconds = 0;
  for (let page = 0; page < pages; page++) {
    starts.push(endSeconds);
    endSeconds += shownMs(delay[page]) / 1000;
  }
  return {
    size: { width, height },
    timing: { starts, endSeconds, tickSeconds: TICK_SECONDS[format] },
    hasSound: false,
    pictures: () => pictures(path, { width, height, pages }),
  };
}

/** What a GIF ends with (GIF89a, 27), perhaps filled up with zeros; the library takes one that is cut short for a shorter one. */
const TRAILER = 0x3b;
const END_BYTES = 1024;

async function requireTrailer(path: string): Promise<void> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const { buffer, bytesRead } = await file.read(Buffer.alloc(END_BYTES), 0, END_BYTES, Math.max(0, size - END_BYTES));
    const last = buffer.subarray(0, bytesRead).findLast((byte) => byte !== 0);
    if (last !== TRAILER) throw unusable("it is cut short: it has no end");
  } finally {
    await file.close();
  }
}

const shownMs = (delayMs: number | undefined): number =>
  delayMs === undefined || delayMs <= SHORTEST_MS ? INSTEAD_MS : delayMs;

interface Roll {
  readonly width: number;
  readonly height: number;
  readonly pages: number;
}

async function* pictures(path: string, { width, height, pages }: Roll): AsyncGenerator<RgbImage, void> {
  const bytes = width * height * 3;
  const lot = Math.max(1, Math.floor(LOT_BYTES / bytes));
  for (let page = 0; page < pages; page += lot) {
    const options = { page, pages: Math.min(lot, pages - page), limitInputPixels: false } as const;
    const image = openImage(path, options).flatten({ background: WHITE }).toColourspace("srgb").removeAlpha();
    const data = await damagedUnless(image.raw().toBuffer());
    for (let at = 0; at < data.length; at += bytes) yield { width, height, data: data.subarray(at, at + bytes) };
  }
}

const damagedUnless = <T>(work: Promise<T>): Promise<T> =>
  work.catch((error: unknown) => {
    throw unusable(`it is damaged or cut short (${error instanceof Error ? error.message : String(error)})`, error);
  });
