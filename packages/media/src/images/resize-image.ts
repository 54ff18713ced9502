import type { RgbImage } from "../pixels.ts";
import { openRaw } from "./open-image.ts";

export interface ResizeOptions {
  /** Exactly this size, after turning. */
  readonly width: number;
  readonly height: number;
  /** Clockwise. */
  readonly turnDegrees?: 0 | 90 | 180 | 270;
}

/** The picture turned, then scaled to the size (Lanczos). */
export async function resizeImage(image: RgbImage, options: ResizeOptions): Promise<RgbImage> {
  const { width, height, turnDegrees = 0 } = options;
  if (turnDegrees === 0 && image.width === width && image.height === height) return image;
  const { data } = await openRaw(image.data, { width: image.width, height: image.height, channels: 3 })
    .rotate(turnDegrees)
    .resize(width, height, { fit: "fill", kernel: "lanczos3" })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width, height, data: new Uint8Array(data.buffer, data.byteOffset, data.length) };
}
