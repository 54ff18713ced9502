import { readFile } from "node:fs/promises";
import { crc32 } from "node:zlib";
import sharp, { type Sharp } from "sharp";
import { expect, test } from "vitest";
import { concatBytes, viewOf } from "../mp4/box.ts";
import { plainImage } from "../testing/moving-pattern.ts";
import { checkImage } from "./check-image.ts";
import { decodeImage } from "./decode-image.ts";
import { imageTraits } from "./image-traits.ts";

const LIMITS = { maxPixels: 1_000_000 };
const movingAvif = new URL("./__fixtures__/moving.avif", import.meta.url).pathname;

const frames = (): Sharp => {
  const data = Buffer.concat(["#f00", "#0f0", "#00f"].map(() => plainImage(8, 8, [200, 30, 30]).data));
  data.fill(90, 8 * 8 * 3);
  data.fill(180, 2 * 8 * 8 * 3);
  return sharp(data, { raw: { width: 8, height: 24, channels: 3, pageHeight: 8 } });
};

/** The PNG with an animation control chunk behind its header (PNG, third edition, 11.3.6.1). */
function asAnimatedPng(png: Uint8Array, frameCount: number): Uint8Array {
  const typed = new Uint8Array(12);
  typed.set(Buffer.from("acTL", "latin1"));
  viewOf(typed).setUint32(4, frameCount);
  const [length, sum] = [new Uint8Array(4), new Uint8Array(4)];
  viewOf(length).setUint32(0, 8);
  viewOf(sum).setUint32(0, crc32(typed));
  const headerEnd = 8 + 12 + 13;
  return concatBytes([png.subarray(0, headerEnd), length, typed, sum, png.subarray(headerEnd)]);
}

test("the frames of moving pictures are counted, whatever their format", async () => {
  const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: "red" } })
    .png()
    .toBuffer();
  expect((await imageTraits(await frames().gif().toBuffer(), LIMITS)).frameCount).toBe(3);
  expect((await imageTraits(await frames().webp().toBuffer(), LIMITS)).frameCount).toBe(3);
  expect((await imageTraits(asAnimatedPng(png, 7), LIMITS)).frameCount).toBe(7);
  expect((await imageTraits(movingAvif, LIMITS)).frameCount).toBe(10);
});

test.each(["jpeg", "png", "webp", "avif", "tiff", "gif"] as const)("a still %s has one frame", async (format) => {
  const still = await sharp({ create: { width: 16, height: 16, channels: 3, background: "teal" } })
    .toFormat(format)
    .toBuffer();
  expect(await imageTraits(still, LIMITS)).toEqual({ frameCount: 1, isTransparent: false });
});

test("a moving AVIF's still is checked and decoded", async () => {
  expect(await checkImage(movingAvif, { ...LIMITS, maxBytes: 10_000 })).toMatchObject({
    format: "avif",
    width: 128,
    height: 96,
  });
  expect(await decodeImage(movingAvif)).toMatchObject({ width: 128, height: 96 });
});

test("a moving AVIF with rubbish behind it is a still", async () => {
  const bytes = concatBytes([await readFile(movingAvif), new Uint8Array(20).fill(0x53)]);
  expect(await imageTraits(bytes, LIMITS)).toEqual({ frameCount: 1, isTransparent: false });
});

test("an alpha channel counts as transparency only where something can be seen through", async () => {
  const solid = sharp({ create: { width: 8, height: 8, channels: 4, background: "rgba(255,0,0,1)" } });
  expect((await imageTraits(await solid.png().toBuffer(), LIMITS)).isTransparent).toBe(false);
  const data = await solid.raw().toBuffer();
  data[3] = 254;
  const clear = await sharp(data, { raw: { width: 8, height: 8, channels: 4 } })
    .png()
    .toBuffer();
  expect((await imageTraits(clear, LIMITS)).isTransparent).toBe(true);
  const grey = sharp(clear).toColourspace("b-w");
  expect((await imageTraits(await grey.clone().png().toBuffer(), LIMITS)).isTransparent).toBe(true);
  expect((await imageTraits(await grey.clone().ensureAlpha(1).webp().toBuffer(), LIMITS)).isTransparent).toBe(true);
  const deep = sharp(clear).toColourspace("rgb16").png();
  expect((await imageTraits(await deep.toBuffer(), LIMITS)).isTransparent).toBe(true);
});
