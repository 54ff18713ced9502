import type { RgbImage } from "@kinora/media";
import type { FloatMap } from "../scene.ts";

/** What is filled in is smooth: pictures of at most this many px a side are enough to fill from. */
export const INPAINT_SIDE_PX = 480;

/** A pyramid level: colour sums and their weight, per pixel. */
interface Level {
  readonly width: number;
  readonly height: number;
  /** r, g, b, weight */
  readonly data: Float32Array;
}

function base(image: RgbImage, known: FloatMap): Level {
  const data = new Float32Array(image.width * image.height * 4);
  for (let index = 0; index < image.width * image.height; index += 1) {
    const weight = known.data[index]!;
    data[index * 4] = image.data[index * 3]! * weight;
    data[index * 4 + 1] = image.data[index * 3 + 1]! * weight;
    data[index * 4 + 2] = image.data[index * 3 + 2]! * weight;
    data[index * 4 + 3] = weight;
  }
  return { width: image.width, height: image.height, data };
}

function halve(level: Level): Level {
  const width = Math.max(1, Math.ceil(level.width / 2));
  const height = Math.max(1, Math.ceil(level.height / 2));
  const data = new Float32Array(width * height * 4);
  for (let y = 0; y < level.height; y += 1) {
    for (let x = 0; x < level.width; x += 1) {
      const from = (y * level.width + x) * 4;
      const to = ((y >> 1) * width + (x >> 1)) * 4;
      for (let channel = 0; channel < 4; channel += 1) data[to + channel]! += level.data[from + channel]!;
    }
  }
  return { width, height, data };
}

/** Where a level knows little, the level below it (bilinear) fills in. */
function fillFrom(coarse: Level, fine: Level): void {
  for (let y = 0; y < fine.height; y += 1) {
    const v = Math.min(Math.max(y / 2 - 0.25, 0), coarse.height - 1);
    const y0 = Math.floor(v);
    const y1 = Math.min(y0 + 1, coarse.height - 1);
    for (let x = 0; x < fine.width; x += 1) {
      const at = (y * fine.width + x) * 4;
      const weight = fine.data[at + 3]!;
      if (weight >= 1) continue;
      const u = Math.min(Math.max(x / 2 - 0.25, 0), coarse.width - 1);
      const x0 = Math.floor(u);
      const x1 = Math.min(x0 + 1, coarse.width - 1);
      const fx = u - x0;
      const fy = v - y0;
      for (let channel = 0; channel < 3; channel += 1) {
        const value = (column: number, row: number): number =>
          coarse.data[(row * coarse.width + column) * 4 + channel]!;
        const upper = value(x0, y0) * (1 - fx) + value(x1, y0) * fx;
        const lower = value(x0, y1) * (1 - fx) + value(x1, y1) * fx;
        fine.data[at + channel]! += (upper * (1 - fy) + lower * fy) * (1 - weight);
      }
      fine.data[at + 3] = 1;
    }
  }
}

/** Sweeps over each level: coarse ones have brought what is far, so that few are enough. */
const SWEEPS = 3;

/** What was filled in becomes the mean of what is around it, so that it begins at its edge with the colour of the edge. */
function relax({ width, height, data }: Level, own: Float32Array): void {
  const [right, down] = [4, width * 4];
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    for (let y = 0; y < height; y += 1) {
      for (let x = 0; x < width; x += 1) {
        const at = (y * width + x) * 4;
        const missing = 1 - own[at + 3]!;
        if (missing <= 0) continue;
        const left = x > 0 ? at - right : at;
        const ahead = x < width - 1 ? at + right : at;
        const above = y > 0 ? at - down : at;
        const below = y < height - 1 ? at + down : at;
        for (let channel = 0; channel < 3; channel += 1) {
          const around =
            data[left + channel]! + data[ahead + channel]! + data[above + channel]! + data[below + channel]!;
          data[at + channel] = own[at + channel]! + missing * 0.25 * around;
        }
      }
    }
  }
}

/** Sums become means where the weight passes 1. */
function normalise({ data }: Level): void {
  for (let at = 0; at < data.length; at += 4) {
    const weight = data[at + 3]!;
    if (weight <= 1) continue;
    for (let channel = 0; channel < 4; channel += 1) data[at + channel]! /= weight;
  }
}

/**
 * The picture with its unknown parts filled from around them, smoothly (pull-push: each level of a pyramid lends to the
 * finer one where that one knows nothing; Gortler et al. 1996), and evened out there. `known` runs from 0 to 1 and has the picture's size.
 */
export function inpaint(image: RgbImage, known: FloatMap): RgbImage {
  const levels = [base(image, known)];
  while (levels.at(-1)!.width > 1 || levels.at(-1)!.height > 1) levels.push(halve(levels.at(-1)!));
  for (const level of levels) normalise(level);
  for (let index = levels.length - 2; index >= 0; index -= 1) {
    const level = levels[index]!;
    const own = level.data.slice();
    fillFrom(levels[index + 1]!, level);
    relax(level, own);
  }
  const filled = levels[0]!;
  const data = new Uint8Array(image.data.length);
  for (let index = 0; index < image.width * image.height; index += 1) {
    for (let channel = 0; channel < 3; channel += 1)
      data[index * 3 + channel] = filled.data[index * 4 + channel]! + 0.5;
  }
  return { width: image.width, height: image.height, data };
}
