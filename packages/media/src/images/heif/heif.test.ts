import { readFile } from "node:fs/promises";
import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { boxAt, buildHeif, cornersHeic, poke } from "../../testing/build-heif.ts";
import { checkImage } from "../check-image.ts";
import { decodeImage } from "../decode-image.ts";
import { imageTraits } from "../image-traits.ts";
import { heifAsTiff } from "./decode-heif.ts";
import { readHeifFacts } from "./heif-facts.ts";

const LIMITS = { maxBytes: 1_000_000, maxPixels: 1_000_000 };
const halfClear = new URL("../__fixtures__/half-clear.heic", import.meta.url);

/** The names of the colours in the four corners: top left, top right, bottom left, bottom right. */
async function corners(source: Uint8Array | string): Promise<string[]> {
  const { width, height, data } = await decodeImage(source);
  const places = [
    [10, 10],
    [width - 10, 10],
    [10, height - 10],
    [width - 10, height - 10],
  ] as const;
  return places.map(([x, y]) => {
    const [red = 0, green = 0, blue = 0] = data.subarray((y * width + x) * 3);
    if (red > 150) return green > 150 ? "yellow" : "red";
    return green > blue ? "green" : "blue";
  });
}

const failureOf = async (source: Uint8Array, limits = LIMITS): Promise<unknown> =>
  checkImage(source, limits).then(
    () => "no failure",
    (error: unknown) => error,
  );

test("an encoder's HEIC is decoded in its own colours", async () => {
  expect(await checkImage(cornersHeic.pathname, LIMITS)).toEqual({
    format: "heic",
    mediaType: "image/heic",
    width: 128,
    height: 96,
    hasAlpha: false,
    isTurned: false,
    bytes: 963,
  });
  expect(await decodeImage(cornersHeic.pathname)).toMatchObject({ width: 128, height: 96 });
  expect(await corners(cornersHeic.pathname)).toEqual(["red", "green", "blue", "yellow"]);
});

describe("orientation counts once", () => {
  test.each([
    [{ turns: 1 }, [96, 128], ["green", "yellow", "red", "blue"]],
    [{ turns: 2 }, [128, 96], ["yellow", "blue", "green", "red"]],
    [{ turns: 3 }, [96, 128], ["blue", "red", "yellow", "green"]],
    [{ mirror: 1 }, [128, 96], ["green", "red", "yellow", "blue"]],
    [{ mirror: 0 }, [128, 96], ["blue", "yellow", "red", "green"]],
  ] as const)("%j", async (wish, [width, height], expected) => {
    const file = await buildHeif(wish);
    expect(await checkImage(file, LIMITS)).toMatchObject({ width, height });
    expect(await decodeImage(file)).toMatchObject({ width, height });
    expect(await corners(file)).toEqual(expected);
  });
});

test("a grid of tiles, as phones write it, is one picture, and it is turned as a whole", async () => {
  const file = await buildHeif({ grid: { columns: 3, rows: 2 }, turns: 1 });
  expect(await checkImage(file, LIMITS)).toMatchObject({ width: 192, height: 384 });
  expect(await decodeImage(file)).toMatchObject({ width: 192, height: 384 });
  expect(await corners(file)).toEqual(["green", "yellow", "red", "blue"]);
});

test("an alpha channel is reported, and laid on white", async () => {
  expect(await checkImage(halfClear.pathname, LIMITS)).toMatchObject({ width: 64, height: 48, hasAlpha: true });
  expect(await imageTraits(halfClear.pathname, LIMITS)).toEqual({ frameCount: 1, isTransparent: true });
  const { data } = await decodeImage(halfClear.pathname);
  expect([...data.subarray(60 * 3, 60 * 3 + 3)]).toEqual([255, 255, 255]);
  expect(data[1]).toBeLessThan(80);
});

test.each(["prof", "nclx"] as const)("Display P3 named by %s is converted to sRGB", async (kind) => {
  const pixel = await sharp({ create: { width: 1, height: 1, channels: 3, background: "red" } })
    .withIccProfile("p3")
    .png()
    .toBuffer();
  const icc = (await sharp(pixel).metadata()).icc!;
  const bytes = kind === "prof" ? icc : Uint8Array.of(0, 12, 0, 13, 0, 6, 0x80);
  const plain = await decodeImage(await buildHeif({}));
  const wide = await decodeImage(await buildHeif({ colour: { kind, bytes } }));
  // P3's green reaches beyond sRGB's: the same numbers mean less red in sRGB.
  const at = (10 * 128 + 100) * 3;
  expect(plain.data[at]! - wide.data[at]!).toBeGreaterThan(20);
  expect(Math.abs(plain.data[at + 1]! - wide.data[at + 1]!)).toBeLessThan(12);
});

test("a size beyond the limit is refused before anything is decoded, whether of the picture or of a tile", async () => {
  const huge = await buildHeif({ saysSize: [30_000, 30_000] });
  expect(await failureOf(huge)).toMatchObject({ code: "image_too_large" });
  await expect(decodeImage(huge, { maxPixels: 1_000_000 })).rejects.toMatchObject({ code: "image_too_large" });
  const hugeTile = await buildHeif({ grid: { columns: 2, rows: 1 } });
  poke(hugeTile, boxAt(hugeTile, "ispe") + 12, 60_000);
  expect(await failureOf(hugeTile)).toMatchObject({ code: "image_too_large" });
});

test.each([0.2, 0.5, 0.7, 0.99])("a HEIC of which only %d arrived is unreadable", async (share) => {
  const file = Uint8Array.from(await readFile(cornersHeic));
  expect(await failureOf(file.subarray(0, Math.floor(file.length * share)))).toMatchObject({
    code: "image_unreadable",
  });
});

test("a picture whose coded bytes are noise is unreadable where it is decoded", async () => {
  const file = await buildHeif({});
  file.fill(0xa5, boxAt(file, "mdat") + 8);
  await expect(decodeImage(file)).rejects.toMatchObject({ code: "image_unreadable" });
});

test("pictures that are decoded at the same time do not mix", async () => {
  const alone: Uint8Array[] = [];
  const files = [await buildHeif({}), await buildHeif({ grid: { columns: 1, rows: 1 }, turns: 2 })];
  for (const file of files) alone.push(await heifAsTiff(file, 1_000_000));
  const wished = [...files, ...files, ...files, ...files];
  const together = await Promise.all(wished.map((file) => heifAsTiff(file, 1_000_000)));
  expect(together.map((tiff, index) => Buffer.compare(tiff, alone[index % 2]!))).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
});

test("a HEIC without a primary picture is unreadable", async () => {
  const file = await buildHeif({});
  file.set([0x78], boxAt(file, "pitm") + 4);
  await expect(readHeifFacts(file)).rejects.toThrow("It has no pitm box.");
});
