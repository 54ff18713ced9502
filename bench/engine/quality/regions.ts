import { readFileSync } from "node:fs";
import { type Box, pixelsIn, pixelsOf, type Plane } from "./plane.ts";

/** The classes that boxes are drawn for. */
export type CoreClass = "sky" | "water" | "vegetation" | "lights" | "rigid" | "subject" | "background" | "cloth";

/** Part of a picture: hand-drawn boxes, or (in scenes of our own making) the true mask. */
export type Part =
  | { readonly boxes: readonly Box[] }
  | { readonly mask: Plane; /** Boxes inside the mask, where boxes are needed. */ readonly boxes: readonly Box[] };

export type Cores = Readonly<Partial<Record<CoreClass, Part>>>;

type CoresFile = Readonly<Record<string, Readonly<Partial<Record<CoreClass, readonly Box[]>>>>>;

/** The boxes drawn for one photograph; none for one that nobody drew on. */
export function coresOf(photo: string): Cores {
  const file = JSON.parse(readFileSync(new URL("cores.json", import.meta.url), "utf8")) as CoresFile;
  const entries = Object.entries(file[photo] ?? {});
  return Object.fromEntries(entries.map(([name, boxes]) => [name, { boxes }]));
}

/** Indices of a part's pixels at a size. A mask's pixel counts when the mask is full there. */
export function partPixels(part: Part, { width, height }: { width: number; height: number }): Int32Array {
  if (!("mask" in part)) return pixelsIn(part.boxes, { width, height });
  const { mask } = part;
  const inside = new Uint8Array(width * height);
  for (let at = 0; at < inside.length; at += 1) {
    const x = Math.floor((((at % width) + 0.5) * mask.width) / width);
    const y = Math.floor(((Math.floor(at / width) + 0.5) * mask.height) / height);
    inside[at] = mask.data[y * mask.width + x] === 255 ? 1 : 0;
  }
  return pixelsOf(inside);
}
