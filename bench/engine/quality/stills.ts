/** The stills that clips are made from, with what is known about them. */
import { resolve } from "node:path";
import sharp from "sharp";
import { type Rgb, resizeRgb } from "./lanczos.ts";
import { type Cores, coresOf } from "./regions.ts";
import { isScene, makeScene } from "./scenes.ts";

const PHOTOS = resolve(import.meta.dirname, "../../../test/photos");

export interface Still {
  readonly path: string;
  readonly picture: Rgb;
  readonly cores: Cores;
  /** The picture at a clip's size. */
  readonly at: (size: { width: number; height: number }) => Uint8Array;
}

/** A photograph of test/photos, or a scene of our own making, which is written into `folder`. */
export async function openStill(name: string, folder: string): Promise<Still> {
  if (!isScene(name)) return still(resolve(PHOTOS, name), coresOf(name));
  const { picture, cores } = makeScene(name);
  const path = resolve(folder, `${name}.png`);
  const { width, height } = picture;
  await sharp(picture.data, { raw: { width, height, channels: 3 } })
    .png()
    .toFile(path);
  return still(path, cores);
}

async function still(path: string, cores: Cores): Promise<Still> {
  const upright = sharp(path).rotate().toColourspace("srgb").removeAlpha();
  const { data, info } = await upright.raw().toBuffer({ resolveWithObject: true });
  const picture: Rgb = { width: info.width, height: info.height, data: new Uint8Array(data) };
  return { path, picture, cores, at: (size) => resizeRgb(picture, size).data };
}
