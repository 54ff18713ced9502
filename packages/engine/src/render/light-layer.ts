import { resizeImage, type RgbImage } from "@kinora/media";
import type { FloatMap, SceneMaps } from "../scene.ts";
import { awayFrom, lampBox } from "./effects/lights.ts";
import { inpaint, INPAINT_SIDE_PX } from "./inpaint.ts";
import { mapAt, sizeWithin } from "./map-size.ts";
import { type Painter, paintTexture, type Texture } from "./paint-texture.ts";

/** A difference of so many levels (of 219) is noise, and of so many is light. */
const NOISE = 1.5;
const LIGHT = 7;
/** The share of a lamp's ellipse, from its rim inwards, over which its light sets in. */
const RIM = 0.4;

const ramp = (value: number, from: number, to: number): number => {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
};

/** Inside this share of a lamp's ellipse it is burnt out: its colour is that of the glow around it. */
const BURNT_OUT = 0.38;
/** How much of the glow's own colour stays when a lamp is off: filaments end in red, not in grey. */
const AFTERGLOW = 0.8;

/** Where lamps and their middles are, and how much of the light at a place is theirs, at a small size. */
function lampMaps(scene: SceneMaps, small: { width: number; height: number }) {
  const map = (value: number): FloatMap => ({
    ...small,
    data: new Float32Array(small.width * small.height).fill(value),
  });
  const [outside, glow, share] = [map(1), map(1), map(0)] as const;
  for (const lamp of scene.lamps) {
    const box = lampBox(lamp, { scaleX: small.width / scene.width, scaleY: small.height / scene.height });
    for (let y = Math.max(0, Math.floor(box.y0)); y < Math.min(small.height, box.y1 + 1); y += 1) {
      for (let x = Math.max(0, Math.floor(box.x0)); x < Math.min(small.width, box.x1 + 1); x += 1) {
        const away = awayFrom(box, x + 0.5, y + 0.5);
        const at = y * small.width + x;
        if (away < 1) outside.data[at] = 0;
        if (away < BURNT_OUT) glow.data[at] = 0;
        share.data[at] = Math.max(share.data[at]!, ramp((1 - away) / RIM, 0, 1));
      }
    }
  }
  return { outside, glow, share };
}

/** The light of the lamps alone: Y of photograph minus lamps-off, U and V of the difference around 128. */
export async function paintLight(
  painter: Painter,
  texture: Texture,
  scene: SceneMaps,
  picture: RgbImage,
): Promise<void> {
  const small = sizeWithin(picture, INPAINT_SIDE_PX);
  const maps = lampMaps(scene, small);
  const coarse = await resizeImage(picture, small);
  const { width, height } = picture;
  const [off, glow] = await Promise.all([
    resizeImage(inpaint(coarse, maps.outside), { width, height }),
    resizeImage(inpaint(coarse, maps.glow), { width, height }),
  ]);
  const share = mapAt(maps.share, picture).data;
  const bytes = new Uint8Array(painter.memory.buffer);
  const words = new Uint32Array(painter.memory.buffer);
  const { pixels } = painter.scratch;
  for (let index = 0; index < share.length; index += 1) {
    const at = pixels + index * 4;
    // No light, no colour, no alpha: one little-endian word.
    words[at / 4] = 0x00808000;
    const weight = share[index]!;
    if (weight === 0) continue;
    const [y, u, v] = difference(picture, off, index);
    const [, glowU, glowV] = difference(glow, off, index);
    const shining = weight * ramp(y, NOISE, LIGHT);
    bytes[at] = Math.max(0, Math.round(y * shining));
    bytes[at + 1] = 128 + chroma((u - AFTERGLOW * glowU) * shining);
    bytes[at + 2] = 128 + chroma((v - AFTERGLOW * glowV) * shining);
  }
  paintTexture(painter, texture, { width, height, offset: pixels, stride: width * 4 }, 0);
}

const chroma = (value: number): number => Math.round(Math.min(127, Math.max(-128, value)));

/** BT.709 limited range difference of one pixel of two pictures. */
function difference(a: RgbImage, b: RgbImage, index: number): [y: number, u: number, v: number] {
  const r = a.data[index * 3]! - b.data[index * 3]!;
  const g = a.data[index * 3 + 1]! - b.data[index * 3 + 1]!;
  const blue = a.data[index * 3 + 2]! - b.data[index * 3 + 2]!;
  const light = 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  return [(light * 219) / 255, ((blue - light) * 224) / 255 / 1.8556, ((r - light) * 224) / 255 / 1.5748];
}
