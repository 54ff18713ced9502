import { encodeStill } from "../images/encode-still.ts";
import { mediaTypeOf } from "../images/sniff-image.ts";
import { resizeImage } from "../images/resize-image.ts";
import type { RgbImage } from "../pixels.ts";
import { unusable, type VideoFacts } from "./check-video.ts";
import type { FilmDecoder, FrameSize } from "./film-decoder.ts";
import { storedSize, turned, upright } from "./rotation.ts";
import { frameOfTile, layTiles, planSpritesheet, type SpritesheetLayout } from "./spritesheet.ts";

/** A picture of a film as a file's bytes. */
export interface Still {
  readonly bytes: Uint8Array;
  readonly mediaType: "image/webp" | "image/png";
  readonly width: number;
  readonly height: number;
}

export interface Stills {
  /** The first frame, longer side at most 480. */
  readonly thumbnail: Still;
  readonly spritesheet: Still;
  readonly spritesheetLayout: SpritesheetLayout;
  /** PNG in the film's own size. */
  readonly lastFrame: Still;
}

export interface MakeStillsOptions {
  /** From `checkVideo`. */
  readonly facts: VideoFacts;
  readonly decoder: FilmDecoder;
  readonly signal?: AbortSignal;
}

const THUMBNAIL_SIDE_PX = 480;
/** Containers count frames that decoders may rightly leave out (leading ones of an open group). */
const MIN_DECODED_SHARE = 0.9;

/**
 * Thumbnail, spritesheet and last frame in one pass over all frames, which proves that the whole film decodes; throws
 * Failure `result_unusable` when it does not. Only what is shown is converted to RGB, and in the size that it is shown in.
 */
export async function makeStills(path: string, options: MakeStillsOptions): Promise<Stills> {
  const { facts, decoder, signal } = options;
  const layout = planSpritesheet(facts);
  const { first, tiles, last } = await takeFrames(
    decoder.decode({
      path,
      storedSize: storedSize(facts),
      sizeOf: wantedSizes(facts, layout),
      ...(signal && { signal }),
    }),
    { layout, facts },
  );
  const [thumbnail, spritesheet, lastFrame] = await Promise.all([
    toStill(first, "webp"),
    toStill(layTiles(layout, tiles), "webp"),
    toStill(last, "png"),
  ]);
  return { thumbnail, spritesheet, spritesheetLayout: layout, lastFrame };
}

async function toStill(image: RgbImage, format: "webp" | "png"): Promise<Still> {
  const { width, height } = image;
  return { bytes: await encodeStill(image, { format }), mediaType: mediaTypeOf(format), width, height };
}

/** The first frame in the size of the thumbnail, those of the other tiles in that of a tile, no other. */
function wantedSizes(facts: VideoFacts, layout: SpritesheetLayout): (index: number) => FrameSize | undefined {
  const scale = Math.min(1, THUMBNAIL_SIDE_PX / Math.max(facts.width, facts.height));
  const side = (length: number): number => Math.max(1, Math.round(length * scale));
  const thumbnail = turned(facts, { width: side(facts.width), height: side(facts.height) });
  const tile = turned(facts, tileSize(layout));
  const tileFrames = new Set(
    Array.from({ length: layout.tiles }, (_, index) => frameOfTile(index, layout.tiles, facts.frameCount)),
  );
  return (index) => (index === 0 ? thumbnail : tileFrames.has(index) ? tile : undefined);
}

const tileSize = ({ tileWidth, tileHeight }: SpritesheetLayout): FrameSize => ({
  width: tileWidth,
  height: tileHeight,
});

interface TakenFrames {
  readonly first: RgbImage;
  readonly tiles: readonly RgbImage[];
  readonly last: RgbImage;
}

async function takeFrames(
  frames: AsyncIterable<{ readonly index: number; readonly image: RgbImage }>,
  { layout, facts }: { layout: SpritesheetLayout; facts: VideoFacts },
): Promise<TakenFrames> {
  const tiles: RgbImage[] = [];
  let first: RgbImage | undefined;
  let last: { index: number; image: RgbImage } | undefined;
  for await (const { index, image } of frames) {
    const shown = await upright(image, facts);
    first ??= shown;
    if (tiles.length < layout.tiles) tiles.push(await resizeImage(shown, tileSize(layout)));
    last = { index, image: shown };
  }
  if (first === undefined || last === undefined) throw unusable("no frame of it can be decoded");
  const decodedCount = last.index + 1;
  if (decodedCount < facts.frameCount * MIN_DECODED_SHARE) {
    throw unusable(`only ${decodedCount} of its ${facts.frameCount} frames can be decoded`);
  }
  return { first, tiles, last: last.image };
}
