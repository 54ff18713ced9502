import { readFile } from "node:fs/promises";
import sharp, { type Sharp } from "sharp";
import type { Chance } from "./chance.ts";
import { damage, DAMAGES } from "./damage.ts";

/** A picture to send, and what it is. */
export interface FuzzPicture {
  /** Such as `png 16-bit noise 812×4031`. */
  readonly label: string;
  readonly kind: string;
  readonly bytes: Uint8Array;
  /** A picture that nobody damaged has to become a video. */
  readonly isWhole: boolean;
}

export interface PictureLimits {
  /** Of the longer side; sides are from 16 pixels up. */
  readonly maxSidePx: number;
  /** Larger pictures take seconds each to make. */
  readonly maxPixels: number;
}

const MIN_SIDE_PX = 16;
const WIDEST = 8;

interface Size {
  readonly width: number;
  readonly height: number;
}

function makeSize(chance: Chance, { maxSidePx, maxPixels }: PictureLimits): Size {
  for (;;) {
    const long = chance.spread(MIN_SIDE_PX, maxSidePx);
    const short = Math.max(MIN_SIDE_PX, Math.round(long / WIDEST ** chance.fraction()));
    const size = chance.happens(0.5) ? { width: long, height: short } : { width: short, height: long };
    if (long * short <= maxPixels) return size;
  }
}

const photos = new URL("../../../test/photos/", import.meta.url);
const PHOTOS = ["01-mountain-clouds.jpg", "10-tiger.jpg", "08-night-bridge-lights.jpg", "19-rock-lake.jpg"] as const;
const heics = new URL("../../../packages/media/src/images/__fixtures__/", import.meta.url);

const CONTENTS = ["one colour", "noise", "gradient", "text", "photo"] as const;
type Content = (typeof CONTENTS)[number];

const color = (chance: Chance): { r: number; g: number; b: number } => {
  const extreme = chance.happens(0.3) ? chance.pick([0, 255]) : undefined;
  const channel = (): number => extreme ?? chance.whole(0, 255);
  return { r: channel(), g: channel(), b: channel() };
};

const TEXT = Array.from({ length: 12 }, (_, row) => `Total ${row * 137}.00 EUR, thank you`).join("\n");

/** What is to be seen, as an sRGB pipeline of exactly the size. */
function draw(chance: Chance, content: Content, size: Size): Sharp {
  const { width, height } = size;
  switch (content) {
    case "one colour":
      return sharp({ create: { ...size, channels: 3, background: color(chance) } });
    case "noise": {
      const mean = chance.whole(0, 255);
      const noise = { type: "gaussian", mean, sigma: chance.whole(1, 90) } as const;
      return sharp({ create: { ...size, channels: 3, background: "black", noise } });
    }
    case "gradient": {
      const corners = Uint8Array.from({ length: 12 }, () => chance.whole(0, 255));
      return sharp(corners, { raw: { width: 2, height: 2, channels: 3 } }).resize(width, height, { fit: "fill" });
    }
    case "text":
      return sharp({ text: { text: TEXT, rgba: true, dpi: 100 } })
        .flatten({ background: "white" })
        .resize(width, height, { fit: "fill" });
    case "photo":
      return sharp(new URL(chance.pick(PHOTOS), photos).pathname).resize(width, height, { fit: "cover" });
  }
}

/** The kinds of file, each from a picture to its bytes. */
const FILES: Readonly<Record<string, (image: Sharp, size: Size, chance: Chance) => Promise<Uint8Array> | Sharp>> = {
  jpeg: (image, _, chance) => image.jpeg({ quality: chance.whole(1, 100), progressive: chance.happens(0.3) }),
  "jpeg turned": (image, _, chance) => image.withMetadata({ orientation: chance.whole(1, 8) }).jpeg(),
  "jpeg grey": (image) => image.toColourspace("b-w").jpeg(),
  "jpeg cmyk": (image) => image.toColourspace("cmyk").jpeg(),
  "jpeg p3": (image) => image.withIccProfile("p3").jpeg(),
  png: (image) => image.png({ compressionLevel: 1 }),
  "png 16-bit": (image) => image.toColourspace("rgb16").png({ compressionLevel: 1 }),
  "png grey 16-bit": (image) => image.toColourspace("grey16").png({ compressionLevel: 1 }),
  "png palette": (image, _, chance) => image.png({ palette: true, colours: chance.whole(2, 256), effort: 1 }),
  "png alpha": (image, _, chance) => image.ensureAlpha(chance.fraction()).png({ compressionLevel: 1 }),
  webp: (image, _, chance) => image.webp({ quality: chance.whole(1, 100), effort: 0 }),
  "webp alpha": (image, _, chance) => image.ensureAlpha(chance.fraction()).webp({ lossless: true, effort: 0 }),
  avif: (image) => image.avif({ effort: 0 }),
  tiff: (image) => image.tiff({ compression: "lzw" }),
  "tiff 16-bit": (image) => image.toColourspace("rgb16").tiff({ compression: "deflate" }),
  "tiff cmyk": (image) => image.toColourspace("cmyk").tiff(),
  gif: (image) => image.gif({ effort: 1 }),
  "gif animated": (image, size, chance) =>
    animate(image, size, chance).then((roll) => roll.gif({ effort: 1 }).toBuffer()),
  "webp animated": (image, size, chance) =>
    animate(image, size, chance).then((roll) => roll.webp({ effort: 0 }).toBuffer()),
  heic: (_image, _size, chance) => readFile(new URL(chance.pick(["corners.heic", "half-clear.heic"]), heics)),
  "moving avif": () => readFile(new URL("moving.avif", heics)),
};

const FRAMES = 3;

async function animate(image: Sharp, { width, height }: Size, chance: Chance): Promise<Sharp> {
  const frame = await image.toColourspace("srgb").removeAlpha().raw().toBuffer();
  const frames = Array.from({ length: FRAMES }, () => frame.map((value) => value ^ chance.whole(0, 255)));
  const roll = { width, height: height * FRAMES, channels: 3, pageHeight: height } as const;
  return sharp(Buffer.concat(frames), { raw: roll, limitInputPixels: false });
}

/** Formats that cannot hold more than this on a side, or take for ever to write it. */
const MOST_SIDE_PX: Readonly<Record<string, number>> = {
  avif: 2000,
  "gif animated": 1200,
  "webp animated": 1200,
  gif: 3000,
};

/** A picture of any kind, one in four of them damaged. */
export const makePicture = async (chance: Chance, limits: PictureLimits): Promise<FuzzPicture> => {
  const file = chance.pick(Object.keys(FILES));
  const content = chance.pick(CONTENTS);
  const maxSidePx = Math.min(limits.maxSidePx, MOST_SIDE_PX[file] ?? Infinity);
  const size = makeSize(chance, { ...limits, maxSidePx });
  const image = draw(chance, content, size);
  const made = await FILES[file]!(image, size, chance);
  const whole = made instanceof Uint8Array ? made : await made.toBuffer();
  const isWhole = chance.happens(0.75);
  const fault = isWhole ? undefined : chance.pick(DAMAGES);
  const drawn = file === "heic" || file === "moving avif" ? "" : ` ${content} ${size.width}×${size.height}`;
  return {
    label: `${fault === undefined ? "" : `${fault}: `}${file}${drawn}`,
    kind: fault === undefined ? file : `damaged: ${fault}`,
    bytes: fault === undefined ? whole : damage(whole, fault, chance),
    isWhole,
  };
};
