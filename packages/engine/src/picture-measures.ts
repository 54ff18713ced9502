import type { RgbImage } from "@kinora/media";

export interface PictureMeasures {
  /** Mean absolute Laplacian of the luma, 0 to 1 scale: fine detail. */
  readonly sharpness: number;
  /** Share of pixels darker than 5 %, and brighter than 98 %. */
  readonly darkShare: number;
  readonly brightShare: number;
  /** Standard deviation of the luma, 0 to 0.5. */
  readonly contrast: number;
}

/** Simple measures of a picture's luma (Rec. 709 weights on the 8-bit values). */
export function measurePicture({ width, height, data }: RgbImage): PictureMeasures {
  const luma = new Float32Array(width * height);
  let [sum, squares, dark, bright] = [0, 0, 0, 0];
  for (let index = 0; index < luma.length; index += 1) {
    const level = (0.2126 * data[index * 3]! + 0.7152 * data[index * 3 + 1]! + 0.0722 * data[index * 3 + 2]!) / 255;
    luma[index] = level;
    sum += level;
    squares += level * level;
    if (level < 0.05) dark += 1;
    if (level > 0.98) bright += 1;
  }
  let detail = 0;
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1; x < width - 1; x += 1) {
      const at = y * width + x;
      detail += Math.abs(4 * luma[at]! - luma[at - 1]! - luma[at + 1]! - luma[at - width]! - luma[at + width]!);
    }
  }
  const mean = sum / luma.length;
  return {
    sharpness: detail / luma.length,
    darkShare: dark / luma.length,
    brightShare: bright / luma.length,
    contrast: Math.sqrt(Math.max(0, squares / luma.length - mean * mean)),
  };
}
