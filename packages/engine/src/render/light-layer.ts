import { resizeImage, type RgbImage } from "@kinora/media";
import type { SceneMaps } from "../scene.ts";
import { lampBox } from "./effects/lights.ts";
import { inpaint, INPAINT_SIDE_PX } from "./inpaint.ts";
import { mapAt, sizeWithin } from "./map-size.ts";
import { inside, type Painter, type Texture } from "./paint-texture.ts";

/** Less brighter than its surroundings (of 219) than the first is no lamplight but the picture's own texture. */
const FAINT = 12;
const GLARING = 60;

const ramp = (value: number, from: number, to: number): number => {
  const t = Math.min(1, Math.max(0, (value - from) / (to - from)));
  return t * t * (3 - 2 * t);
};

/** The light of the lamps alone: Y of photograph minus lamps-off, U and V of the difference around 128. */
export async function paintLight(
  painter: Painter,
  texture: Texture,
  scene: SceneMaps,
  picture: RgbImage,
): Promise<void> {
  const small = sizeWithin(picture, INPAINT_SIDE_PX);
  const known = { ...small, data: new Float32Array(small.width * small.height).fill(1) };
  const halo = { ...small, data: new Float32Array(small.width * small.height) };
  for (const lamp of scene.lamps) {
    const box = lampBox(lamp, scene, { scaleX: small.width / scene.width, scaleY: small.height / scene.height });
    const [cx, cy] = [(box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2];
    const [rx, ry] = [(box.x1 - box.x0) / 2 + 0.5, (box.y1 - box.y0) / 2 + 0.5];
    for (let y = Math.max(0, Math.floor(box.y0)); y < Math.min(small.height, box.y1 + 1); y += 1) {
      for (let x = Math.max(0, Math.floor(box.x0)); x < Math.min(small.width, box.x1 + 1); x += 1) {
        const away = Math.hypot((x + 0.5 - cx) / rx, (y + 0.5 - cy) / ry);
        const at = y * small.width + x;
        if (away < 1) known.data[at] = 0;
        halo.data[at] = Math.max(halo.data[at]!, Math.min(1, Math.max(0, (1 - away) / 0.35)));
      }
    }
  }
  const size = { width: texture.width, height: texture.height };
  const off = await resizeImage(inpaint(await resizeImage(picture, small), known), size);
  const lit = await resizeImage(picture, size);
  const share = mapAt(halo, size);
  const bytes = new Uint8Array(painter.memory.buffer);
  for (let index = 0; index < size.width * size.height; index += 1) {
    const weight = share.data[index]!;
    const at = inside(texture) + Math.floor(index / size.width) * texture.stride + (index % size.width) * 4;
    const [y, u, v] = weight === 0 ? [0, 0, 0] : difference(lit, off, index);
    const shining = weight * ramp(y, FAINT, GLARING);
    bytes[at] = Math.max(0, Math.round(y * shining));
    bytes[at + 1] = 128 + Math.round(Math.min(127, Math.max(-128, u * shining)));
    bytes[at + 2] = 128 + Math.round(Math.min(127, Math.max(-128, v * shining)));
    bytes[at + 3] = 0;
  }
}

/** BT.709 limited range difference of one pixel of two pictures. */
function difference(a: RgbImage, b: RgbImage, index: number): [y: number, u: number, v: number] {
  const r = a.data[index * 3]! - b.data[index * 3]!;
  const g = a.data[index * 3 + 1]! - b.data[index * 3 + 1]!;
  const blue = a.data[index * 3 + 2]! - b.data[index * 3 + 2]!;
  const light = 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  return [(light * 219) / 255, ((blue - light) * 224) / 255 / 1.8556, ((r - light) * 224) / 255 / 1.5748];
}
