import type { RgbImage } from "@kinora/media";
import { beforeAll, describe, expect, test } from "vitest";
import { syntheticPicture } from "../testing/synthetic-scene.ts";
import { createArena } from "./arena.ts";
import { frameGeometry, textureGeometry } from "./frame-geometry.ts";
import { compileKernel, openKernel } from "./kernel/kernel.ts";
import { asPixels, closeBorder, inside, paintSampled, paintTexture, reserveScratch } from "./paint-texture.ts";

let module: Awaited<ReturnType<typeof compileKernel>>;
beforeAll(async () => {
  module = await compileKernel();
});

/** A picture painted into the texture of a frame, and that texture sampled with everything in its own place. */
function painted(image: RgbImage, frameSize: { width: number; height: number }, amount = 0) {
  const frame = frameGeometry(frameSize);
  const geometry = textureGeometry(frame);
  const arena = createArena();
  const texture = { ...geometry, offset: arena.reserve(geometry.bytes) };
  const sampled = arena.reserve(frame.stride * frame.rows * 8);
  const scratch = reserveScratch(arena, image, geometry);
  const memory = arena.open();
  const painter = { kernel: openKernel(module, memory), memory, scratch };
  const source = asPixels(painter, image);
  const bytes = new Uint8Array(memory.buffer);
  const pixels = bytes.slice(source.offset, source.offset + source.stride * source.height);
  paintTexture(painter, texture, source, amount);
  closeBorder(painter, texture);
  paintSampled(painter, texture, sampled, frame);
  const texel = (x: number, y: number): number => bytes[inside(texture) + y * texture.stride + x * 4]!;
  const shown = (x: number, y: number): number => bytes[sampled + y * frame.stride + x * 4]!;
  const own = (x: number, y: number): number => pixels[y * source.stride + x * 4]!;
  return { texel, shown, own, geometry };
}

const rampAcross = (width: number, height: number): RgbImage => ({
  width,
  height,
  data: new Uint8Array(width * height * 3).map((_, at) => 2 * (Math.floor(at / 3) % width) + 20),
});

describe("a picture in a texture", () => {
  test("lies where it lies: a texel has the light of the place in its middle, not beside it", () => {
    const { texel, geometry } = painted(rampAcross(64, 48), { width: 64, height: 48 });
    expect([geometry.width, geometry.height]).toEqual([96, 72]);
    const errors = Array.from({ length: 84 }, (_, index) => {
      const place = (index + 6.5) / 1.5 - 0.5;
      return texel(index + 6, 30) - (16 + ((2 * place + 20) * 219) / 255);
    });
    // A third of a pixel beside its place would be 0.6.
    expect(Math.abs(errors.reduce((sum, error) => sum + error, 0) / errors.length)).toBeLessThan(0.15);
    expect(Math.max(...errors.map(Math.abs))).toBeLessThan(1.1);
  });

  test("is seen again as it was when it is sampled in its own place", () => {
    const image = syntheticPicture(160, 120);
    const { shown, own } = painted(image, image, 112);
    let sum = 0;
    for (let y = 0; y < 120; y += 1) for (let x = 0; x < 160; x += 1) sum += (shown(x, y) - own(x, y)) ** 2;
    expect(10 * Math.log10((255 * 255 * 160 * 120) / sum)).toBeGreaterThan(36);
  });

  test("that is all of one colour stays so, to its last texel", () => {
    const grey = { width: 40, height: 30, data: new Uint8Array(40 * 30 * 3).fill(77) };
    const { texel, geometry } = painted(grey, { width: 40, height: 30 }, 112);
    const all = Array.from({ length: geometry.width * geometry.height }, (_, at) =>
      texel(at % geometry.width, Math.floor(at / geometry.width)),
    );
    expect([Math.min(...all), Math.max(...all)]).toEqual([82, 82]);
  });

  test.each([
    ["of an odd width in texels", { width: 34, height: 26 }, { width: 34, height: 26 }],
    ["finer than the frame", { width: 80, height: 60 }, { width: 64, height: 48 }],
    ["smaller than the taps", { width: 4, height: 3 }, { width: 16, height: 16 }],
  ])("%s is shown from its first pixel to its last", (_, size, frameSize) => {
    const { shown, own } = painted(rampAcross(size.width, size.height), frameSize);
    const last = [frameSize.width - 1, frameSize.height - 1] as const;
    expect(Math.abs(shown(0, 0) - own(0, 0))).toBeLessThanOrEqual(3);
    expect(Math.abs(shown(...last) - own(size.width - 1, size.height - 1))).toBeLessThanOrEqual(3);
  });
});
