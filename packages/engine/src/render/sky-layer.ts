import { resizeImage, type RgbImage } from "@kinora/media";
import type { FloatMap } from "../scene.ts";
import { inpaint, INPAINT_SIDE_PX } from "./inpaint.ts";
import { mapAt, sizeWithin } from "./map-size.ts";

/** A sky pixel is sure, and lends its colour to what is behind the foreground, from this mask value on. */
const SURE = 0.97;

/** Over this much of the mask the sky's own colour gives way to the filled in. */
const FADE = 0.25;

/** The sky with what is in front of it filled in, smoothly, from the sky around. */
export async function skyAlone(picture: RgbImage, front: FloatMap): Promise<RgbImage> {
  const small = sizeWithin(picture, INPAINT_SIDE_PX);
  const sure = mapAt(front, small).data.map((value) => (1 - value > SURE ? 1 : 0));
  const coarse = await resizeImage(picture, small);
  const filled = await resizeImage(inpaint(coarse, { ...small, data: sure }), picture);
  const sky = { ...picture, data: picture.data.slice() };
  for (let index = 0; index < front.data.length; index += 1) {
    const share = 1 - Math.min(1, Math.max(0, (front.data[index]! - (1 - SURE)) / FADE));
    if (share === 1) continue;
    for (let at = index * 3; at < index * 3 + 3; at += 1) {
      sky.data[at] = filled.data[at]! + (sky.data[at]! - filled.data[at]!) * share;
    }
  }
  return sky;
}
