import { randomBytes } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Failure, type ModelCapabilities } from "@kinora/contract";
import type { StillInput } from "@kinora/domain";
import { checkImage, decodeImage } from "@kinora/media";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fitStill, type FittedStill } from "./fit-still.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kinora-fit-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const LIMITS = { maxBytes: 2 ** 30, maxPixels: 2 ** 30 };
const PHOTO = new URL("../../../../test/photos/01-mountain-clouds.jpg", import.meta.url);

const model = (image: Partial<ModelCapabilities["image"]> = {}): ModelCapabilities =>
  ({
    id: "wan",
    image: {
      media_types: ["image/jpeg", "image/png"],
      max_bytes: 5_000_000,
      side_px: { min: 360, max: 2_000 },
      alpha: false,
      ...image,
    },
  }) as ModelCapabilities;

const input = async (bytes: Uint8Array, meanColor = "#204060"): Promise<StillInput> => {
  const path = join(folder, `${Math.random()}`);
  await writeFile(path, bytes);
  const { mediaType, width, height, hasAlpha, isTurned, bytes: size } = await checkImage(path, LIMITS);
  return { ref: { sha256: "aa", bytes: size, mediaType, width, height, meanColor, hasAlpha, isTurned }, path };
};

const facts = ({ bytes }: FittedStill): ReturnType<typeof checkImage> => checkImage(bytes, LIMITS);

test("a photo that fits goes byte for byte", async () => {
  const photo = await input(await readFile(PHOTO));
  const { still, warnings } = await fitStill(model({ side_px: { min: 1, max: 9_000 } }), photo);
  expect(Buffer.from(still.bytes).equals(await readFile(PHOTO))).toBe(true);
  expect(warnings).toEqual([]);
  expect(still.dataUri().slice(0, 23)).toBe("data:image/jpeg;base64,");
});

test("a photo that is too large is scaled, whole and in its shape", async () => {
  const photo = await input(await readFile(PHOTO));
  const { still, warnings } = await fitStill(model({ side_px: { min: 100, max: 640 } }), photo);
  const { width, height, format } = await facts(still);
  expect({ format, long: Math.max(width, height) }).toEqual({ format: "jpeg", long: 640 });
  expect(width / height).toBeCloseTo(photo.ref.width / photo.ref.height, 2);
  expect(warnings.map(({ code }) => code)).toEqual(["scaled"]);
});

test("a thin picture gets bars of its mean colour, and stays in the middle", async () => {
  const red = await sharp({ create: { width: 1_200, height: 200, channels: 3, background: "#ff0000" } })
    .jpeg()
    .toBuffer();
  const { still, warnings } = await fitStill(model({ side_px: { min: 360, max: 1_200 } }), await input(red));
  expect(await facts(still)).toMatchObject({ width: 1_200, height: 360 });
  expect(warnings.map(({ code }) => code)).toEqual(["padded"]);
  const { data, width } = await decodeImage(still.bytes);
  const pixel = (x: number, y: number): number[] => [...data.subarray((y * width + x) * 3, (y * width + x) * 3 + 3)];
  expect(pixel(600, 180)[0]).toBeGreaterThan(245);
  for (const y of [5, 354]) {
    const [r = 0, g = 0, b = 0] = pixel(600, y);
    expect([Math.abs(r - 0x20), Math.abs(g - 0x40), Math.abs(b - 0x60)].every((off) => off < 12)).toBe(true);
  }
});

test("a phone's photo that lies is sent upright, without a word", async () => {
  const lying = await sharp({ create: { width: 800, height: 600, channels: 3, background: "#888" } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
  const { still, warnings } = await fitStill(model(), await input(lying));
  expect(await facts(still)).toMatchObject({ width: 600, height: 800, isTurned: false });
  expect(warnings).toEqual([]);
});

test.each([
  ["hides something is laid on white, and it is said", 0.5, ["flattened"]],
  ["hides nothing goes without a word", 1, []],
])("an alpha channel that %s", async (_, alpha, codes) => {
  const clear = await sharp({
    create: { width: 800, height: 600, channels: 4, background: { r: 0, g: 0, b: 0, alpha } },
  })
    .png()
    .toBuffer();
  const { still, warnings } = await fitStill(model(), await input(clear));
  expect(await facts(still)).toMatchObject({ hasAlpha: false });
  expect(warnings.map(({ code }) => code)).toEqual(codes);
});

test("a file with too many bytes is compressed, then made smaller, until it fits", async () => {
  const noise = randomBytes(900 * 900 * 3);
  const grain = await sharp(noise, { raw: { width: 900, height: 900, channels: 3 } })
    .png()
    .toBuffer();
  const { still, warnings } = await fitStill(model({ max_bytes: 60_000 }), await input(grain));
  expect(still.bytes.byteLength).toBeLessThanOrEqual(60_000);
  expect(warnings.map(({ code }) => code)).toContain("compressed");
  await expect(fitStill(model({ max_bytes: 500 }), await input(grain))).rejects.toSatisfy(
    (error) => error instanceof Failure && error.code === "model_does_not_fit",
  );
});

test("the same still gives the same bytes, so that a second try sends the same", async () => {
  const photo = await input(await readFile(PHOTO));
  const twice = [
    await fitStill(model({ side_px: { min: 100, max: 640 } }), photo),
    await fitStill(model({ side_px: { min: 100, max: 640 } }), photo),
  ];
  expect(Buffer.from(twice[0]?.still.bytes ?? []).equals(Buffer.from(twice[1]?.still.bytes ?? []))).toBe(true);
});
