import { type FileHandle, open } from "node:fs/promises";
import {
  BOX_HEADER_BYTES,
  type BoxHeader,
  boxSize,
  childrenOf,
  descendants,
  leafBytes,
  type Mp4Box,
  parseBoxes,
  readBoxHeader,
  serializeBox,
  viewOf,
} from "./box.ts";
import { setColour } from "./colour-box.ts";
import { type FilmTags, tagsBox } from "./tags.ts";

interface PlacedBox extends BoxHeader {
  readonly at: number;
}

const COPY_BYTES = 1 << 20;

/**
 * Copies an encoder's MP4 from one path to another in the form that Kinora hands out: `moov` before `mdat` (plays while it
 * loads), BT.709 limited range in `colr`, our tags or none, and no dates. Frames, times and pixels stay as they are.
 */
export async function finishMp4(rawPath: string, path: string, tags: FilmTags | undefined): Promise<void> {
  const input = await open(rawPath, "r");
  try {
    const output = await open(path, "w");
    try {
      await rewrite(input, output, tags);
    } finally {
      await output.close();
    }
  } finally {
    await input.close();
  }
}

async function rewrite(input: FileHandle, output: FileHandle, tags: FilmTags | undefined): Promise<void> {
  const placed = await listBoxes(input);
  const isMovie = ({ type }: PlacedBox): boolean => type === "moov";
  const movie = await readMovie(input, placed.find(isMovie));
  const kept = placed.filter((box) => !isMovie(box) && box.type !== "free" && box.type !== "skip");
  const fileTypes = kept.filter(({ type }) => type === "ftyp");
  const media = kept.filter(({ type }) => type !== "ftyp");

  tidyMovie(movie, tags);
  const mediaStart = fileTypes.reduce((sum, { size }) => sum + size, boxSize(movie));
  moveChunks(movie, media, mediaStart);

  for (const box of fileTypes) await copyRange(input, output, box);
  await output.writeFile(serializeBox(movie));
  for (const box of media) await copyRange(input, output, box);
}

async function listBoxes(file: FileHandle): Promise<PlacedBox[]> {
  const { size: fileSize } = await file.stat();
  const boxes: PlacedBox[] = [];
  for (let at = 0; at < fileSize;) {
    const head = await readAt(file, at, Math.min(BOX_HEADER_BYTES, fileSize - at));
    const header = readBoxHeader(head, fileSize - at);
    boxes.push({ ...header, at });
    at += header.size;
  }
  return boxes;
}

async function readMovie(file: FileHandle, placed: PlacedBox | undefined): Promise<Mp4Box> {
  if (placed === undefined) throw new RangeError("The encoder's file has no moov box.");
  const [movie] = parseBoxes(await readAt(file, placed.at, placed.size));
  if (movie === undefined) throw new RangeError("The encoder's file has an empty moov box.");
  return movie;
}

function tidyMovie(movie: Mp4Box, tags: FilmTags | undefined): void {
  for (const type of ["mvhd", "tkhd", "mdhd"]) {
    for (const box of descendants(movie, type)) clearDates(leafBytes(box));
  }
  for (const box of descendants(movie, "stsd")) setColour(box);
  const others = childrenOf(movie).filter(({ type }) => type !== "udta");
  movie.body = tags === undefined ? others : [...others, tagsBox(tags)];
}

/** Creation and modification time follow version and flags: 4 bytes each, 8 in version 1. */
function clearDates(header: Uint8Array): void {
  const dateBytes = header[0] === 1 ? 8 : 4;
  header.fill(0, 4, 4 + 2 * dateBytes);
}

/** Chunk offsets count from the start of the file, so they follow the media to its new place. */
function moveChunks(movie: Mp4Box, media: readonly PlacedBox[], mediaStart: number): void {
  const newOffset = (offset: number): number => {
    let start = mediaStart;
    for (const { at, size } of media) {
      if (offset >= at && offset < at + size) return offset - at + start;
      start += size;
    }
    throw new RangeError(`The encoder's file has a chunk outside its media, at ${offset}.`);
  };
  for (const box of descendants(movie, "stco")) {
    const view = viewOf(leafBytes(box));
    for (let at = 8; at < view.byteLength; at += 4) view.setUint32(at, asUint32(newOffset(view.getUint32(at))));
  }
  for (const box of descendants(movie, "co64")) {
    const view = viewOf(leafBytes(box));
    for (let at = 8; at < view.byteLength; at += 8) {
      view.setBigUint64(at, BigInt(newOffset(Number(view.getBigUint64(at)))));
    }
  }
}

function asUint32(offset: number): number {
  if (offset > 0xffff_ffff) throw new RangeError("The encoder's file outgrows its 32-bit chunk offsets.");
  return offset;
}

async function copyRange(input: FileHandle, output: FileHandle, box: PlacedBox): Promise<void> {
  const end = box.at + box.size;
  for (let at = box.at; at < end; at += COPY_BYTES) {
    await output.writeFile(await readAt(input, at, Math.min(COPY_BYTES, end - at)));
  }
}

async function readAt(file: FileHandle, position: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await file.read(bytes, filled, length - filled, position + filled);
    if (bytesRead === 0) throw new RangeError("The encoder's file ended too early.");
    filled += bytesRead;
  }
  return bytes;
}
