import type { Resolution } from "./generation-request.ts";

/** The short side in lines of each class. */
const LINES: Readonly<Record<Resolution, number>> = { "480p": 480, "720p": 720, "1080p": 1080, "2160p": 2160 };

/** The long side is at most this many times the class's lines: a panorama gets smaller, it is not cut. */
const LONGEST = 3.2;
/** A picture is never enlarged more than this. */
const MOST_ENLARGED = 2;
/** Below this, encoders have nothing to work with. */
const LEAST_SIDE_PX = 16;

export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/** A preview's short side, in lines: a quarter of the pixels of 720p. */
const PREVIEW_LINES = 360;

const even = (side: number): number => Math.max(LEAST_SIDE_PX, 2 * Math.round(side / 2));

/**
 * The size of the clip, in pixels: the picture's aspect, its short side as the class says, both sides even. Smaller where
 * the picture would be enlarged more than twice, or its long side would pass 3.2 times the class's lines.
 */
export function outputSize(picture: PictureSize, resolution: Resolution): PictureSize {
  const lines = LINES[resolution];
  const short = Math.min(picture.width, picture.height);
  const long = Math.max(picture.width, picture.height);
  const scale = Math.min(lines / short, (LONGEST * lines) / long, MOST_ENLARGED);
  return { width: even(picture.width * scale), height: even(picture.height * scale) };
}

/** The size of a preview of a clip of that size: the same aspect, its short side at most 360 lines. */
export function previewSize(clip: PictureSize): PictureSize {
  const scale = Math.min(1, PREVIEW_LINES / Math.min(clip.width, clip.height));
  return { width: even(clip.width * scale), height: even(clip.height * scale) };
}
