import { resizeImage, type RgbImage } from "@kinora/media";
import type { FloatMap } from "../scene.ts";
import { inpaint, INPAINT_SIDE_PX } from "./inpaint.ts";
import { mapAt, sizeWithin } from "./map-size.ts";
import { growTexture } from "./grow-texture.ts";

/** A sky pixel is sure, and lends its colour to what is behind the foreground, from this mask value on. */
const SURE = 0.97;

/** Over this much of the mask the sky's own colour gives way to the filled in. */
const FADE = 0.25;

/** Where the sky is sure, and not at the edge of something, whose colour it would carry. */
function sureSky(front: FloatMap, small: { width: number; height: number }): FloatMap {
  const { width, height } = small;
  const seen = mapAt(front, small).data;
  const sure = new Float32Array(width * height);
  const [right, bottom] = [width - 1, height - 1];
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      let most = 0;
      for (let row = y > 0 ? y - 1 : 0; row <= (y < bottom ? y + 1 : bottom); row += 1) {
        for (let column = x > 0 ? x - 1 : 0; column <= (x < right ? x + 1 : right); column += 1) {
          const value = seen[row * width + column]!;
          if (value > most) most = value;
        }
      }
      if (1 - most > SURE) sure[y * width + x] = 1;
    }
  }
  return { width, height, data: sure };
}

/**
 * The sky with what is in front of it filled in: with the colour of the sky around, smoothly, and with texture of the sky
 * elsewhere, so that clouds go on behind it.
 */
export async function skyAlone(picture: RgbImage, front: FloatMap): Promise<RgbImage> {
  const small = sizeWithin(picture, INPAINT_SIDE_PX);
  const sure = sureSky(front, small);
  const smooth = inpaint(await resizeImage(picture, small), sure);
  const filled = await resizeImage(growTexture(smooth, sure), picture);
  const sky = { ...picture, data: picture.data.slice() };
  for (let index = 0; index < front.data.length; index += 1) {
    const hidden = (front.data[index]! - (1 - SURE)) / FADE;
    if (hidden <= 0) continue;
    const share = hidden < 1 ? 1 - hidden : 0;
    for (let at = index * 3; at < index * 3 + 3; at += 1) {
      sky.data[at] = filled.data[at]! + (sky.data[at]! - filled.data[at]!) * share;
    }
  }
  return sky;
}
