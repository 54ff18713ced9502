import type { RgbImage } from "@kinora/media";
import type { PictureSize } from "@kinora/contract";
import type { FloatMap } from "../scene.ts";
import type { Arena } from "./arena.ts";
import { CELL_PX, type FrameGeometry, type TextureGeometry } from "./frame-geometry.ts";
import type { Kernel } from "./kernel/kernel.ts";
import { enlargingTaps } from "./resampling-taps.ts";

/** A texture in the shared memory. */
export interface Texture extends TextureGeometry {
  readonly offset: number;
}

/** Room that painting needs for a moment, byte offsets. */
export interface Scratch {
  readonly rgb: number;
  /** YUVA pixels of a picture. */
  readonly pixels: number;
  readonly taps: number;
  readonly luma: number;
  readonly blurred: number;
}

/** Room for painting pictures of at most `picture`'s size into textures of the frame. */
export function reserveScratch(arena: Arena, picture: PictureSize, texture: PictureSize): Scratch {
  const pixels = picture.width * picture.height;
  const texels = texture.width * texture.height;
  return {
    rgb: arena.reserve(pixels * 3 + 16),
    pixels: arena.reserve(pixels * 4 + 64),
    taps: arena.reserve((texture.width + texture.height) * 16),
    luma: arena.reserve(texels * 2 + 16),
    blurred: arena.reserve(Math.max(texels * 2, (texture.width + 2) * 64)),
  };
}

export interface Painter {
  readonly kernel: Kernel;
  readonly memory: WebAssembly.Memory;
  readonly scratch: Scratch;
}

/** Where a texture begins within its border. */
export const inside = ({ offset, stride, padX, padY }: Texture): number => offset + padY * stride + padX * 4;

/** YUVA pixels in the shared memory. */
export interface PixelPicture extends PictureSize {
  readonly offset: number;
  readonly stride: number;
}

/** An image as YUVA pixels, in the painter's scratch room. */
export function asPixels({ kernel, memory, scratch }: Painter, { width, height, data }: RgbImage): PixelPicture {
  new Uint8Array(memory.buffer).set(data, scratch.rgb);
  kernel.fromRgb(scratch.rgb, width, height, scratch.pixels, width * 4, scratch.luma);
  return { width, height, offset: scratch.pixels, stride: width * 4 };
}

/** A picture, enlarged, into the texture; its Y sharpened by `amount` of 256. */
export function paintTexture(
  { kernel, memory, scratch }: Painter,
  texture: Texture,
  picture: PixelPicture,
  amount: number,
): void {
  const { width, height, stride } = texture;
  const bytes = new Uint8Array(memory.buffer);
  const down = scratch.taps + width * 16;
  bytes.set(enlargingTaps(picture.width, width), scratch.taps);
  bytes.set(enlargingTaps(picture.height, height), down);
  const { offset, stride: row, height: rows } = picture;
  const { taps, luma, blurred } = scratch;
  kernel.enlarge(offset, row, rows, taps, down, inside(texture), stride, width, height, luma, blurred);
  if (amount > 0) kernel.sharpen(luma, blurred, width, height, inside(texture), stride, amount);
}

export const closeBorder = ({ kernel }: Painter, { offset, stride, width, height, padX, padY }: Texture): void =>
  kernel.mirrorBorder(offset, stride, width, height, padX, padY);

/** Pixels in the shared memory: the byte offset of the first one, and bytes a row. */
export interface PixelRows {
  readonly offset: number;
  readonly stride: number;
}

/** Of each of Y, U and V in limited range; the greatest of Y, and of U and V. */
const LEAST = 16;
const GREATEST_Y = 235;
const GREATEST_UV = 240;

/** Three pictures of a mask's size; `out` may be one of the others. */
export interface LiftOff {
  readonly photograph: PixelRows;
  readonly behind: PixelRows;
  readonly out: PixelRows;
}

/**
 * What must lie over `behind` so that the photograph is seen: photograph − (1 − mask) × behind, premultiplied, as far as a
 * colour can be that.
 */
export function liftOff(bytes: Uint8Array, { photograph, behind, out }: LiftOff, mask: FloatMap): void {
  for (let y = 0; y < mask.height; y += 1) {
    let from = photograph.offset + y * photograph.stride;
    let back = behind.offset + y * behind.stride;
    let to = out.offset + y * out.stride;
    for (let x = 0; x < mask.width; x += 1) {
      const alpha = Math.round(255 * mask.data[y * mask.width + x]!);
      const share = alpha / 255;
      const rest = 1 - share;
      const luma = bytes[from]! - bytes[back]! * rest;
      const u = bytes[from + 1]! - bytes[back + 1]! * rest;
      const v = bytes[from + 2]! - bytes[back + 2]! * rest;
      bytes[to] = Math.min(GREATEST_Y * share, Math.max(LEAST * share, luma)) + 0.5;
      bytes[to + 1] = Math.min(GREATEST_UV * share, Math.max(LEAST * share, u)) + 0.5;
      bytes[to + 2] = Math.min(GREATEST_UV * share, Math.max(LEAST * share, v)) + 0.5;
      bytes[to + 3] = alpha;
      from += 4;
      back += 4;
      to += 4;
    }
  }
}

/** The picture that a texture shows at the frame's size, as the sampler gives it. `offset` takes rows of the frame's stride. */
export function paintSampled(
  { kernel, memory, scratch }: Painter,
  texture: Texture,
  offset: number,
  frame: FrameGeometry,
): void {
  const { scaleX, scaleY, padX, padY } = texture;
  const floats = new Float32Array(memory.buffer);
  const perRow = frame.columns + 1;
  for (let row = 0; row < frame.rows; row += 1) {
    let at = scratch.luma / 4;
    for (const line of [row, row + 1]) {
      for (let column = 0; column < perRow; column += 1) {
        floats[at] = (column * CELL_PX + 0.5) * scaleX - 0.5 + padX;
        floats[at + 1] = (line * CELL_PX + 0.5) * scaleY - 0.5 + padY;
        at += 2;
      }
    }
    const target = offset + row * CELL_PX * frame.stride;
    const { offset: texels, stride } = texture;
    kernel.warp(target, frame.stride, texels, stride, scratch.luma, perRow * 8, 0, frame.columns, CELL_PX);
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
