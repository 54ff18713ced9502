import type { RgbImage } from "../pixels.ts";

export interface PixelRectangle {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The part of the picture inside the rectangle, which lies within it. */
export const cropImage = (image: RgbImage, { left, top, width, height }: PixelRectangle): RgbImage => {
  const data = new Uint8Array(width * height * 3);
  for (let row = 0; row < height; row += 1) {
    const from = ((top + row) * image.width + left) * 3;
    data.set(image.data.subarray(from, from + width * 3), row * width * 3);
  }
  return { width, height, data };
};
