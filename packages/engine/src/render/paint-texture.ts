import type { RgbImage } from "@kinora/media";
import type { FloatMap } from "../scene.ts";
import type { FrameGeometry, TextureGeometry } from "./frame-geometry.ts";
import type { Kernel } from "./kernel/kernel.ts";

/** A texture in the shared memory. */
export interface Texture extends TextureGeometry {
  readonly offset: number;
}

/** Room that painting needs for a moment, byte offsets. */
export interface Scratch {
  readonly rgb: number;
  readonly luma: number;
  readonly blurred: number;
}

export interface Painter {
  readonly kernel: Kernel;
  readonly memory: WebAssembly.Memory;
  readonly scratch: Scratch;
}

/** Where a texture begins within its border. */
export const inside = ({ offset, stride, padX, padY }: Texture): number => offset + padY * stride + padX * 4;

/** Colour of an image of the texture's own size into the texture; sharpened by `amount` of 256. */
export function paintTexture(
  { kernel, memory, scratch }: Painter,
  texture: Texture,
  image: RgbImage,
  amount: number,
): void {
  new Uint8Array(memory.buffer).set(image.data, scratch.rgb);
  kernel.fromRgb(scratch.rgb, texture.width, texture.height, inside(texture), texture.stride, scratch.luma);
  if (amount > 0) {
    kernel.sharpen(
      scratch.luma,
      scratch.blurred,
      texture.width,
      texture.height,
      inside(texture),
      texture.stride,
      amount,
    );
  }
}

export const closeBorder = ({ kernel }: Painter, { offset, stride, width, height, padX, padY }: Texture): void =>
  kernel.mirrorBorder(offset, stride, width, height, padX, padY);

/** Multiplies rows of YUVA pixels by a mask of the same size: premultiplied, alpha is the mask. */
export function premultiply(bytes: Uint8Array, at: { offset: number; stride: number }, mask: FloatMap): void {
  for (let y = 0; y < mask.height; y += 1) {
    let pixel = at.offset + y * at.stride;
    for (let x = 0; x < mask.width; x += 1) {
      const alpha = Math.round(255 * mask.data[y * mask.width + x]!);
      if (alpha < 255) {
        for (let channel = 0; channel < 3; channel += 1) {
          bytes[pixel + channel] = Math.round((bytes[pixel + channel]! * alpha) / 255);
        }
        bytes[pixel + 3] = alpha;
      }
      pixel += 4;
    }
  }
}

/** Colour of an image of the frame's size, rows as long as the cells. */
export function paintStill(painter: Painter, offset: number, image: RgbImage, frame: FrameGeometry): void {
  const { kernel, memory, scratch } = painter;
  const bytes = new Uint8Array(memory.buffer);
  bytes.set(image.data, scratch.rgb);
  kernel.fromRgb(scratch.rgb, frame.width, frame.height, offset, frame.stride, scratch.luma);
  // Cells that hang over the frame repeat its last column and row: nobody sees them, but sums near the edge do.
  for (let y = 0; y < frame.height; y += 1) {
    const row = offset + y * frame.stride;
    const last = bytes.slice(row + (frame.width - 1) * 4, row + frame.width * 4);
    for (let x = frame.width * 4; x < frame.stride; x += 4) bytes.set(last, row + x);
  }
  for (let y = frame.height; y < frame.rows * 8; y += 1) {
    bytes.copyWithin(
      offset + y * frame.stride,
      offset + (frame.height - 1) * frame.stride,
      offset + frame.height * frame.stride,
    );
  }
}
