/** What a camera, a person or a messenger does to a photograph, and where each place of the changed one lay before. */
import type { RgbImage } from "@kinora/media";
import sharp, { type Sharp } from "sharp";
import { randomFrom } from "../../../packages/engine/src/render/random.ts";

export interface Change {
  readonly to: (image: RgbImage) => Promise<RgbImage>;
  /** From a place of the changed picture to that of the original, 0 to 1. */
  readonly from: (x: number, y: number) => readonly [x: number, y: number];
}

const inPlace = (x: number, y: number): readonly [number, number] => [x, y];

async function through(image: RgbImage, edit: (picture: Sharp) => Sharp): Promise<RgbImage> {
  const { width, height, data } = image;
  const edited = edit(sharp(data, { raw: { width, height, channels: 3 } }));
  const out = await edited.removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: out.info.width, height: out.info.height, data: new Uint8Array(out.data) };
}

/** Each channel by its own formula. */
const levels =
  (change: (level: number, channel: number) => number) =>
  (image: RgbImage): Promise<RgbImage> =>
    Promise.resolve({
      ...image,
      data: image.data.map((level, at) => Math.max(0, Math.min(255, Math.round(change(level, at % 3))))),
    });

const tint = (red: number, blue: number): Change => ({
  to: levels((level, channel) => level * [red, 1, blue][channel]!),
  from: inPlace,
});

const CROP = 0.1;
const JPEG_QUALITY = 40;
const BLUR_PX = 1.5;
const NOISE_LEVELS = 12;

export const CHANGES: Readonly<Record<string, Change>> = {
  mirrored: { to: (image) => through(image, (picture) => picture.flop()), from: (x, y) => [1 - x, y] },
  cropped: {
    to: (image) => {
      const [left, top] = [Math.round(CROP * image.width), Math.round(CROP * image.height)];
      const box = { left, top, width: image.width - 2 * left, height: image.height - 2 * top };
      return through(image, (picture) => picture.extract(box));
    },
    from: (x, y) => [CROP + (1 - 2 * CROP) * x, CROP + (1 - 2 * CROP) * y],
  },
  warm: tint(1.1, 0.85),
  cool: tint(0.88, 1.1),
  blurred: { to: (image) => through(image, (picture) => picture.blur(BLUR_PX)), from: inPlace },
  "jpeg 40": {
    to: async (image) => {
      const { width, height, data } = image;
      const raw = { raw: { width, height, channels: 3 } } as const;
      const file = await sharp(data, raw).jpeg({ quality: JPEG_QUALITY }).toBuffer();
      const out = await sharp(file).removeAlpha().raw().toBuffer();
      return { width, height, data: new Uint8Array(out) };
    },
    from: inPlace,
  },
  noisy: {
    to: (image) => {
      const next = randomFrom(1);
      return levels((level) => level + NOISE_LEVELS * 2 * (next() - 0.5))(image);
    },
    from: inPlace,
  },
  dark: { to: levels((level) => 255 * (level / 255) ** 1.6 * 0.7), from: inPlace },
};
