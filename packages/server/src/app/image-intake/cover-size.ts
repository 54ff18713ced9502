import type { PictureSize } from "@kinora/contract";

/** A rectangle of whole pixels within a picture. */
export interface CropRectangle extends PictureSize {
  readonly left: number;
  readonly top: number;
}

/** How many widths are tried for one whose shape is that of the size to the pixel. */
const MOST_TRIES = 64;

/** By how many pixels a picture of this shape, enlarged to the size's height, is too wide or too narrow. */
const offBy = (shape: PictureSize, size: PictureSize): number =>
  Math.abs((shape.width * size.height) / shape.height - size.width);

const shapeOfWidth = (width: number, size: PictureSize): PictureSize => ({
  width,
  height: Math.round((width * size.height) / size.width),
});

/** The largest shape of the size within the picture, a little smaller where that is nearer to it by a pixel. */
const largestShape = (picture: PictureSize, size: PictureSize): PictureSize => {
  const widest = Math.min(picture.width, Math.floor((picture.height * size.width) / size.height));
  let best = shapeOfWidth(Math.max(1, widest), size);
  for (let tries = 1; tries < MOST_TRIES && offBy(best, size) >= 1 && widest - tries > 0; tries += 1) {
    const shape = shapeOfWidth(widest - tries, size);
    if (offBy(shape, size) < offBy(best, size)) best = shape;
  }
  return { width: best.width, height: Math.min(picture.height, Math.max(1, best.height)) };
};

/** The middle of the picture that covers a size: its largest part of that shape. Undefined when it has the shape already. */
export const coverRectangle = (picture: PictureSize, size: PictureSize): CropRectangle | undefined => {
  if (offBy(picture, size) < 1) return undefined;
  const { width, height } = largestShape(picture, size);
  return {
    left: Math.floor((picture.width - width) / 2),
    top: Math.floor((picture.height - height) / 2),
    width,
    height,
  };
};
