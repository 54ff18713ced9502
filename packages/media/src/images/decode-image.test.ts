import { readFile } from "node:fs/promises";
import sharp, { type Sharp } from "sharp";
import { expect, test } from "vitest";
import { asUltraHdr } from "../testing/build-heif.ts";
import { plainImage } from "../testing/moving-pattern.ts";
import { checkImage } from "./check-image.ts";
import { decodeImage } from "./decode-image.ts";
import { encodeStill } from "./encode-still.ts";
import { meanColor } from "./mean-color.ts";
import { resizeImage } from "./resize-image.ts";

const photo = new URL("../../../../test/photos/10-tiger.jpg", import.meta.url);
const rounded = (color: readonly number[]): number[] => color.map(Math.round);
const flat = (background: string, channels: 3 | 4 = 3): Sharp =>
  sharp({ create: { width: 8, height: 6, channels, background } });

test("a photograph comes as tightly packed RGB in its own size", async () => {
  const image = await decodeImage(photo.pathname);
  expect([image.width, image.height, image.data.length]).toEqual([1001, 648, 1001 * 648 * 3]);
});

test("the longer side is brought down to the asked size, and never up", async () => {
  const bytes = await readFile(photo);
  expect(await decodeImage(bytes, { maxSidePx: 500 })).toMatchObject({ width: 500, height: 324 });
  expect(await decodeImage(bytes, { maxSidePx: 5000 })).toMatchObject({ width: 1001, height: 648 });
});

test("EXIF orientation 6 turns the picture clockwise: its left side comes to the top", async () => {
  const halves = await sharp({ create: { width: 32, height: 16, channels: 3, background: "blue" } })
    .composite([{ input: { create: { width: 16, height: 16, channels: 3, background: "red" } }, left: 0, top: 0 }])
    .withMetadata({ orientation: 6 })
    .png()
    .toBuffer();
  const image = await decodeImage(halves);
  expect([image.width, image.height]).toEqual([16, 32]);
  expect([...image.data.subarray(0, 3)]).toEqual([255, 0, 0]);
  expect([...image.data.subarray(-3)]).toEqual([0, 0, 255]);
});

test("transparency is laid on white", async () => {
  const image = await decodeImage(await flat("rgba(255,0,0,0.5)", 4).png().toBuffer());
  expect(rounded(meanColor(image))).toEqual([255, 127, 127]);
});

test("a grey picture becomes RGB", async () => {
  const grey = await flat("#808080").toColourspace("b-w").png().toBuffer();
  expect((await sharp(grey).metadata()).channels).toBe(1);
  expect(rounded(meanColor(await decodeImage(grey)))).toEqual([128, 128, 128]);
});

test("a 16-bit picture becomes 8-bit", async () => {
  const deep = await flat("#4080c0").toColourspace("rgb16").png().toBuffer();
  expect((await sharp(deep).metadata()).depth).toBe("ushort");
  const image = await decodeImage(deep);
  expect(image.data.length).toBe(8 * 6 * 3);
  expect(rounded(meanColor(image))).toEqual([64, 128, 192]);
});

test("a CMYK JPEG becomes RGB of nearly its colour", async () => {
  const cmyk = await flat("#c04040").toColourspace("cmyk").jpeg({ quality: 95 }).toBuffer();
  expect((await sharp(cmyk).metadata()).space).toBe("cmyk");
  const [red, green, blue] = meanColor(await decodeImage(cmyk));
  expect(Math.abs(red - 192)).toBeLessThan(20);
  expect(Math.abs(green - 64)).toBeLessThan(20);
  expect(Math.abs(blue - 64)).toBeLessThan(20);
});

test("a palette PNG becomes RGB", async () => {
  const palette = await flat("#ff8000").png({ palette: true }).toBuffer();
  expect(rounded(meanColor(await decodeImage(palette)))).toEqual([255, 128, 0]);
});

test("an embedded Display P3 profile is converted to sRGB", async () => {
  const p3 = await flat("#c08060").withIccProfile("p3").png().toBuffer();
  const [red, green, blue] = meanColor(await decodeImage(p3));
  expect(Math.max(Math.abs(red - 192), Math.abs(green - 128), Math.abs(blue - 96))).toBeLessThanOrEqual(2);
  const storedRed = (await sharp(p3, { ignoreIcc: true }).raw().toBuffer())[0];
  expect(storedRed).toBeLessThan(188); // the file holds other numbers: without the conversion this test would fail
});

test("a wide-gamut photograph (JPEG with a Display P3 profile) shows the colours that it was made of", async () => {
  const small = sharp(photo.pathname).resize(300).modulate({ saturation: 2 });
  const wide = await small.clone().withIccProfile("p3").jpeg({ quality: 98, chromaSubsampling: "4:4:4" }).toBuffer();
  const [expected, shown] = [await decodeImage(await small.png().toBuffer()), await decodeImage(wide)];
  const error = (data: Uint8Array): number =>
    data.reduce((sum, value, at) => sum + Math.abs(value - expected.data[at]!), 0) / data.length;
  expect(error(shown.data)).toBeLessThan(1.5);
  const asStored = await sharp(wide, { ignoreIcc: true }).raw().toBuffer();
  expect(error(asStored)).toBeGreaterThan(3); // the profile matters
});

test("of an Ultra HDR JPEG the base picture is shown, and the gain map behind it changes nothing", async () => {
  const base = await sharp(photo.pathname).resize(320).jpeg().toBuffer();
  const gainMap = await sharp({ create: { width: 80, height: 52, channels: 3, background: "#404040" } })
    .jpeg()
    .toBuffer();
  const file = asUltraHdr(base, gainMap);
  expect(await decodeImage(file)).toEqual(await decodeImage(base));
  const limits = { maxBytes: 1_000_000, maxPixels: 1_000_000 };
  expect(await checkImage(file, limits)).toMatchObject({ format: "jpeg", width: 320, height: 207 });
});

test("of a moving GIF the first frame is taken", async () => {
  const frames = Buffer.concat([plainImage(4, 4, [255, 0, 0]).data, plainImage(4, 4, [0, 0, 255]).data]);
  const gif = await sharp(frames, { raw: { width: 4, height: 8, channels: 3, pageHeight: 4 } })
    .gif()
    .toBuffer();
  expect((await sharp(gif).metadata()).pages).toBe(2);
  const image = await decodeImage(gif);
  expect([image.width, image.height, ...rounded(meanColor(image))]).toEqual([4, 4, 255, 0, 0]);
});

test("more pixels than allowed are refused", async () =>
  expect(decodeImage(photo.pathname, { maxPixels: 1000 })).rejects.toMatchObject({ code: "image_unreadable" }));

test("an SVG is not decoded even when nobody sniffed it", async () =>
  expect(
    decodeImage(Buffer.from("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>")),
  ).rejects.toMatchObject({
    code: "image_unreadable",
  }));

test("a still survives the way to PNG and back, bit by bit", async () => {
  const image = await decodeImage(photo.pathname, { maxSidePx: 99 });
  expect(await decodeImage(await encodeStill(image, { format: "png" }))).toEqual(image);
});

test.each(["webp", "jpeg"] as const)("a %s still keeps its colour and the asked size", async (format) => {
  const bytes = await encodeStill(plainImage(200, 100, [200, 100, 50]), { format, maxSidePx: 50 });
  const image = await decodeImage(bytes);
  expect([image.width, image.height]).toEqual([50, 25]);
  const [red, green, blue] = meanColor(image);
  expect(Math.max(Math.abs(red - 200), Math.abs(green - 100), Math.abs(blue - 50))).toBeLessThan(4);
});

test("resizing turns clockwise first", async () => {
  const top: readonly number[] = [...plainImage(2, 1, [255, 0, 0]).data];
  const image = { width: 2, height: 2, data: Uint8Array.from([...top, ...plainImage(2, 1, [0, 0, 255]).data]) };
  const turned = await resizeImage(image, { width: 2, height: 2, turnDegrees: 90 });
  expect([...turned.data.subarray(0, 6)]).toEqual([0, 0, 255, 255, 0, 0]);
});
