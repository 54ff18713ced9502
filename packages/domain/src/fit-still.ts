import { Failure, type ModelCapabilities, type Warning } from "@kinora/contract";
import type { ImageRef } from "./generation.ts";

interface Size {
  readonly width: number;
  readonly height: number;
}

/** How a still is brought within a model's limits: scaled to `picture`, laid in the middle of `canvas`, and written anew. */
export interface StillFit {
  /** False: the file goes as it is. */
  readonly isChanged: boolean;
  readonly picture: Size;
  readonly canvas: Size;
  /** What of it can be seen, for the caller; not whether transparency is laid on white. */
  readonly warnings: readonly Warning[];
}

type Limits = Pick<ModelCapabilities, "id" | "image">;
export type StillFacts = Pick<ImageRef, "mediaType" | "bytes" | "width" | "height" | "hasAlpha" | "isTurned">;

/** A picture is enlarged by at most this: beyond it nothing is there to be seen. */
const MOST_ENLARGED = 4;
/** At least this share of what is sent is picture; the rest are bars. */
const LEAST_PICTURE_SHARE = 0.4;

const scaled = ({ width, height }: Size, factor: number): Size => ({
  width: Math.max(1, Math.round(width * factor)),
  height: Math.max(1, Math.round(height * factor)),
});

const sizeText = ({ width, height }: Size): string => `${width} × ${height}`;

/** The picture's size within the sides: made smaller where one is too long, larger where one is too short and it may grow. */
const pictureSize = ({ width, height }: Size, { min, max }: Limits["image"]["side_px"]): Size => {
  const still = { width, height };
  const [short, long] = [Math.min(width, height), Math.max(width, height)];
  if (long > max) return scaled(still, max / long);
  if (short < min) return scaled(still, Math.min(min / short, max / long));
  return still;
};

/** The canvas around the picture: as small as sides and aspect ratio allow. */
const canvasSize = (picture: Size, { side_px: { min }, aspect_ratio: aspect }: Limits["image"]): Size => {
  const width = Math.max(picture.width, min, aspect === undefined ? 0 : Math.ceil(picture.height * aspect.min));
  const height = Math.max(picture.height, min, aspect === undefined ? 0 : Math.ceil(width / aspect.max));
  return { width, height };
};

const isSame = (one: Size, other: Size): boolean => one.width === other.width && one.height === other.height;

const refuse = ({ id, image }: Limits, still: Size, why: string): never => {
  const { side_px: side, aspect_ratio: aspect } = image;
  const shape = aspect === undefined ? "" : `, and a width of ${aspect.min} to ${aspect.max} times the height`;
  throw new Failure("model_does_not_fit", {
    detail: `${id} takes pictures with sides of ${side.min} to ${side.max} pixels${shape}; this one is ${sizeText(still)}, ${why}. Send one that fits.`,
  });
};

const warningsOf = (
  { id, image }: Limits,
  still: StillFacts,
  { picture, canvas }: Omit<StillFit, "warnings" | "isChanged">,
): Warning[] => {
  const warnings: Warning[] = [];
  const warn = (code: string, message: string): void => void warnings.push({ option: "image", code, message });
  if (!image.media_types.includes(still.mediaType))
    warn("converted", `${id} does not take ${still.mediaType}: the picture was converted.`);
  if (!isSame(picture, still))
    warn("scaled", `The picture was scaled from ${sizeText(still)} to ${sizeText(picture)}, which ${id} takes.`);
  if (!isSame(picture, canvas))
    warn("padded", `Bars were added to the picture, so that it is ${sizeText(canvas)}, which ${id} takes.`);
  if (still.bytes > image.max_bytes)
    warn("compressed", `The picture's file was larger than ${id} takes: it was compressed anew.`);
  return warnings;
};

/**
 * How a still is brought within a model's limits before anything is paid. Pure, so that it is known when the request is
 * accepted. Throws `model_does_not_fit`, saying what would fit, where it would have to be bent too far.
 */
export const planStillFit = (model: Limits, still: StillFacts): StillFit => {
  const { image } = model;
  const picture = pictureSize(still, image.side_px);
  const canvas = canvasSize(picture, image);
  if (picture.width > still.width * MOST_ENLARGED) refuse(model, still, "too small to be enlarged so far");
  if (Math.max(canvas.width, canvas.height) > image.side_px.max) refuse(model, still, "too narrow");
  const share = (picture.width * picture.height) / (canvas.width * canvas.height);
  if (share < LEAST_PICTURE_SHARE) refuse(model, still, "too narrow");
  const warnings = warningsOf(model, still, { picture, canvas });
  // Turning shows nothing that was not shown before. Whether anything can be seen through is only known by looking.
  const isRewritten = still.isTurned === true || (still.hasAlpha === true && !image.alpha);
  return { isChanged: warnings.length > 0 || isRewritten, picture, canvas, warnings };
};
