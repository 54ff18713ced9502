import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
import { expect, test } from "vitest";
import { plainImage, withTempDir } from "../testing/moving-pattern.ts";
import { checkImage } from "./check-image.ts";
import { encodeStill } from "./encode-still.ts";

const LIMITS = { maxBytes: 1_000_000, maxPixels: 1_000_000 };
const photo = new URL("../../../../test/photos/09-rocket-night-lights.jpg", import.meta.url);

const failureOf = async (source: Uint8Array | string, limits = LIMITS): Promise<unknown> =>
  checkImage(source, limits).then(
    () => "no failure",
    (error: unknown) => error,
  );

/** A PNG's header, by hand, so that nobody allocates its pixels. */
function hugePng(width: number, height: number): Uint8Array {
  const chunk = (type: string, body: Buffer): Buffer => {
    const typed = Buffer.concat([Buffer.from(type, "latin1"), body]);
    const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
    length.writeUInt32BE(body.length);
    sum.writeUInt32BE(crc32(typed));
    return Buffer.concat([length, typed, sum]);
  };
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2, 0, 0, 0], 8);
  const signature = Buffer.from("\x89PNG\r\n\x1a\n", "latin1");
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync("")),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

test("a photograph's facts are read from bytes and from a path alike", async () => {
  const facts = {
    format: "jpeg",
    mediaType: "image/jpeg",
    width: 640,
    height: 427,
    hasAlpha: false,
    isTurned: false,
    bytes: 45777,
  };
  expect(await checkImage(photo.pathname, LIMITS)).toEqual(facts);
  expect(await checkImage(await readFile(photo), LIMITS)).toEqual(facts);
});

test("EXIF orientation is applied to the size: a phone's upright photo is stored lying", async () => {
  const lying = await sharp({ create: { width: 40, height: 20, channels: 3, background: "red" } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  expect(await checkImage(lying, LIMITS)).toMatchObject({ width: 20, height: 40, isTurned: true });
});

test("transparency is reported", async () => {
  const clear = await sharp({ create: { width: 4, height: 4, channels: 4, background: "#ff000080" } })
    .png()
    .toBuffer();
  expect(await checkImage(clear, LIMITS)).toMatchObject({ format: "png", hasAlpha: true });
});

test.each(["webp", "png", "jpeg"] as const)("a whole %s passes", async (format) => {
  const bytes = await encodeStill(plainImage(64, 48, [10, 200, 30]), { format });
  expect(await checkImage(bytes, LIMITS)).toMatchObject({ format, width: 64, height: 48, bytes: bytes.length });
});

test.each(["avif", "tiff", "gif"] as const)("a whole %s passes", async (format) => {
  const bytes = await sharp({ create: { width: 64, height: 48, channels: 3, background: "teal" } })
    .toFormat(format)
    .toBuffer();
  expect(await checkImage(bytes, LIMITS)).toMatchObject({ format, width: 64, height: 48 });
});

test.each(["jpeg", "png", "webp", "avif", "tiff", "gif"] as const)(
  "a %s that lost its second half is unreadable",
  async (format) => {
    const whole = await sharp(await readFile(photo))
      .resize(320)
      .toFormat(format)
      .toBuffer();
    expect(await failureOf(whole.subarray(0, Math.floor(whole.length / 2)))).toMatchObject({
      code: "image_unreadable",
    });
  },
);

test("a JPEG that lost its last tenth is unreadable, and the sentence says what to do", async () => {
  const bytes = await readFile(photo);
  const failure = await failureOf(bytes.subarray(0, Math.floor(bytes.length * 0.9)));
  expect(failure).toMatchObject({ code: "image_unreadable" });
  expect((failure as Error).message).toMatch(/damaged or cut short .* Send the file again/);
});

test("the path of a damaged file stays out of the sentence", async () =>
  withTempDir(async (dir) => {
    const path = join(dir, "secret-place.avif");
    const whole = await sharp(await readFile(photo))
      .resize(320)
      .avif({ effort: 0 })
      .toBuffer();
    await writeFile(path, whole.subarray(0, 700));
    const failure = (await failureOf(path)) as Error;
    expect(failure).toMatchObject({ code: "image_unreadable" });
    expect(failure.message).not.toContain("secret-place");
    expect(failure.message).not.toContain(dir);
  }));

test.each([
  ["0 bytes", "", "image_unreadable", "The image is empty: it has 0 bytes."],
  ["text", "not a picture at all", "image_unsupported", "it is text, whatever its name says"],
  ["a web page", "<!DOCTYPE html><title>404</title>", "image_unsupported", "it is a web page"],
  ["a PDF", "%PDF-1.7\n\x00", "image_unsupported", "it is a PDF"],
  ["a video", "\0\0\0\x18ftypisom\0\0\0\0mp42", "image_unsupported", "it is a video"],
  ["an SVG", "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", "image_unsupported", "Export it as PNG"],
  ["a BMP", "BM\x36\0\0\0\0\0\0\0", "image_unsupported", "Convert it to PNG"],
])("%s is refused with its own sentence", async (...[, text, code, sentence]) => {
  const failure = await failureOf(Buffer.from(text, "latin1"));
  expect(failure).toMatchObject({ code });
  expect((failure as Error).message).toContain(sentence);
});

test("text in a file named .jpg is refused by what it is", async () => {
  await withTempDir(async (dir) => {
    const path = join(dir, "photo.jpg");
    await writeFile(path, "I am not a photo.");
    expect(await failureOf(path)).toMatchObject({ code: "image_unsupported" });
  });
});

test("a PNG that claims 30000 × 30000 pixels is refused before anything is decoded", async () => {
  const failure = await failureOf(hugePng(30_000, 30_000), { maxBytes: 1_000_000, maxPixels: 64_000_000 });
  expect(failure).toMatchObject({ code: "image_too_large" });
  expect((failure as Error).message).toContain(
    "30000 × 30000 pixels (900.0 megapixels); this server takes at most 64.0",
  );
});

test("a PNG header without its pixels is unreadable", async () =>
  expect(await failureOf(hugePng(100, 100))).toMatchObject({ code: "image_unreadable" }));

test("more bytes than allowed are refused", async () =>
  expect(await failureOf(photo.pathname, { maxBytes: 45_776, maxPixels: 1_000_000 })).toMatchObject({
    code: "image_too_large",
  }));

test("a picture of one pixel is refused where a minimum is set", async () => {
  const bytes = await encodeStill(plainImage(1, 1, [0, 0, 0]), { format: "png" });
  await expect(checkImage(bytes, { ...LIMITS, minSidePx: 16 })).rejects.toMatchObject({ code: "image_unsupported" });
});
