import { encodeStill } from "../images/encode-still.ts";
import { resizeImage } from "../images/resize-image.ts";
import type { RgbImage } from "../pixels.ts";
import { unusable, type VideoFacts } from "./check-video.ts";
import type { FilmDecoder } from "./film-decoder.ts";
import { frameOfTile, layTiles, planSpritesheet, type SpritesheetLayout } from "./spritesheet.ts";

export interface Stills {
  /** WebP of the first frame, longer side at most 480. */
  readonly thumbnail: Uint8Array;
  /** WebP. */
  readonly spritesheet: Uint8Array;
  readonly spritesheetLayout: SpritesheetLayout;
  /** PNG in the film's own size. */
  readonly lastFrame: Uint8Array;
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
 * Failure `result_unusable` when it does not.
 */
export async function makeStills(path: string, options: MakeStillsOptions): Promise<Stills> {
  const { facts, decoder, signal } = options;
  const layout = planSpritesheet(facts);
  const tileFrames = Array.from({ length: layout.tiles }, (_, tile) =>
    frameOfTile(tile, layout.tiles, facts.frameCount),
  );
  const tiles: RgbImage[] = [];
  let thumbnail: Uint8Array | undefined;
  let last: { index: number; image: RgbImage } | undefined;
  const stream = decoder.decode({
    path,
    ...storedSize(facts),
    isWanted: (index) => tileFrames.includes(index),
    ...(signal && { signal }),
  });
  for await (const frame of stream) {
    thumbnail ??= await encodeStill(await upright(frame.image, facts), {
      format: "webp",
      maxSidePx: THUMBNAIL_SIDE_PX,
    });
    if (tiles.length < layout.tiles) tiles.push(await toTile(frame.image, { facts, layout }));
    last = frame;
  }
  if (last === undefined || thumbnail === undefined) throw unusable("no frame of it can be decoded");
  const decodedCount = last.index + 1;
  if (decodedCount < facts.frameCount * MIN_DECODED_SHARE) {
    throw unusable(`only ${decodedCount} of its ${facts.frameCount} frames can be decoded`);
  }
  return {
    thumbnail,
    spritesheet: await encodeStill(layTiles(layout, tiles), { format: "webp" }),
    spritesheetLayout: layout,
    lastFrame: await encodeStill(await upright(last.image, facts), { format: "png" }),
  };
}

const isTurned = ({ rotation }: VideoFacts): boolean => rotation === 90 || rotation === 270;

/** The frames' size before rotation. */
export const storedSize = (facts: VideoFacts): { width: number; height: number } =>
  isTurned(facts) ? { width: facts.height, height: facts.width } : { width: facts.width, height: facts.height };

async function upright(image: RgbImage, { width, height, rotation }: VideoFacts): Promise<RgbImage> {
  return rotation === 0 ? image : resizeImage(image, { width, height, turnDegrees: rotation });
}

async function toTile(
  image: RgbImage,
  { facts, layout }: { facts: VideoFacts; layout: SpritesheetLayout },
): Promise<RgbImage> {
  return resizeImage(image, { width: layout.tileWidth, height: layout.tileHeight, turnDegrees: facts.rotation });
}
