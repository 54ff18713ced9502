import { open } from "node:fs/promises";
import { sniffImage } from "../images/sniff-image.ts";

/** What films come in, by what is inside. */
export const FILM_FORMATS = ["mp4", "webm", "gif", "webp", "avi"] as const;
export type FilmFormat = (typeof FILM_FORMATS)[number];

/** How many leading bytes `sniffFilm` looks at, at most. */
const FILM_SNIFF_BYTES = 512;

/** Boxes that an MP4 or QuickTime file begins with. */
const MP4_BOXES = ["ftyp", "moov", "mdat", "free", "wide", "skip"];

/**
 * The kind of film by its first bytes; undefined when they are of none that we know. A GIF or WebP may be a single picture,
 * a Matroska file no WebM: that is seen by who opens it.
 */
export function sniffFilm(head: Uint8Array): FilmFormat | undefined {
  const text = new TextDecoder("latin1").decode(head.subarray(0, 16));
  if (MP4_BOXES.includes(text.slice(4, 8))) return "mp4";
  if (text.startsWith("\x1aE\xdf\xa3")) return "webm";
  if (text.startsWith("RIFF") && text.slice(8, 12) === "AVI ") return "avi";
  const picture = sniffImage(head);
  return picture === "gif" || picture === "webp" ? picture : undefined;
}

export interface FilmHead {
  /** The first 512 bytes, or all there are. */
  readonly head: Uint8Array;
  /** Of the whole file. */
  readonly bytes: number;
  readonly format: FilmFormat | undefined;
}

export async function readFilmHead(path: string): Promise<FilmHead> {
  const file = await open(path, "r");
  try {
    const { size: bytes } = await file.stat();
    const { buffer, bytesRead } = await file.read(new Uint8Array(FILM_SNIFF_BYTES), 0, FILM_SNIFF_BYTES, 0);
    const head = buffer.subarray(0, bytesRead);
    return { head, bytes, format: sniffFilm(head) };
  } finally {
    await file.close();
  }
}
