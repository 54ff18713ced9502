import { resizeImage, type RgbImage } from "@kinora/media";
import type { FloatMap } from "../scene.ts";
import { inpaint, INPAINT_SIDE_PX } from "./inpaint.ts";
import { mapAt, sizeWithin } from "./map-size.ts";

/** A sky pixel is sure, and lends its colour to what is behind the foreground, from this mask value on. */
const SURE = 0.97;

/** The sky with what is in front of it filled in, smoothly, from the sky around. */
export async function skyAlone(
  picture: RgbImage,
  front: FloatMap,
  size: { width: number; height: number },
): Promise<RgbImage> {
  const small = sizeWithin(picture, INPAINT_SIDE_PX);
  const known = mapAt(front, small);
  known.data.forEach((value, index) => {
    known.data[index] = 1 - value > SURE ? 1 : 0;
  });
  const filled = await resizeImage(inpaint(await resizeImage(picture, small), known), size);
  const sharp = await resizeImage(picture, size);
  const cover = mapAt(front, size);
  for (let index = 0; index < size.width * size.height; index += 1) {
    const share = Math.min(1, Math.max(0, (cover.data[index]! - (1 - SURE)) / 0.25));
    for (let channel = 0; channel < 3; channel += 1) {
      const at = index * 3 + channel;
      sharp.data[at] = sharp.data[at]! * (1 - share) + filled.data[at]! * share;
    }
  }
  return sharp;
}
