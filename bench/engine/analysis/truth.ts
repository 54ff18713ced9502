/** What there is and what there is not, in the photographs, in crops of them, and in painted scenes. Judged by eye. */
import { fileURLToPath } from "node:url";
import type { RegionKind } from "@kinora/contract";
import { decodeImage, type RgbImage } from "@kinora/media";
import { paint } from "./paint.ts";
import { type PaintedScene, PAINTERS } from "./painted-scenes.ts";

export type Asked = Exclude<RegionKind, "frame" | "subject">;

/** Left, top, right and bottom, 0 to 1. */
export type Box = readonly [left: number, top: number, right: number, bottom: number];

export interface Truth {
  readonly scene: string;
  readonly has: readonly Asked[];
  readonly lacks: readonly Asked[];
}

/** A part of a photograph: its number, which begins its file's name, and the box. */
const CROPS = {
  "01 meadow": ["01-mountain-clouds", [0.02, 0.6, 0.98, 1]],
  "01 snow and rock": ["01-mountain-clouds", [0.6, 0.35, 1, 0.7]],
  "01 left": ["01-mountain-clouds", [0, 0, 0.6, 1]],
  "05 stream": ["05-stream-forest", [0.25, 0.3, 0.65, 1]],
  "05 wood": ["05-stream-forest", [0, 0, 0.45, 0.5]],
  "06 meadow": ["06-dandelions", [0, 0.35, 0.7, 1]],
  "08 river": ["08-night-bridge-lights", [0.25, 0.5, 1, 1]],
  "08 sky": ["08-night-bridge-lights", [0.4, 0, 1, 0.6]],
  "09 top": ["09-rocket-night-lights", [0.25, 0, 0.75, 0.8]],
  "10 fur": ["10-tiger", [0.55, 0.2, 0.85, 0.7]],
  "11 boards": ["11-dogs-window", [0.55, 0, 1, 0.4]],
  "11 planks": ["11-dogs-window", [0, 0.6, 0.6, 1]],
  "12 fur": ["12-cat", [0.25, 0, 0.75, 0.5]],
  "19 cliff": ["19-rock-lake", [0, 0.1, 0.3, 0.95]],
  "19 right": ["19-rock-lake", [0.4, 0.2, 1, 0.95]],
} as const satisfies Record<string, readonly [string, Box]>;

export const TRUTHS: readonly Truth[] = [
  { scene: "01-mountain-clouds", has: ["sky", "vegetation"], lacks: ["water", "lights", "fire"] },
  { scene: "05-stream-forest", has: ["vegetation", "water"], lacks: ["lights", "fire"] },
  { scene: "06-dandelions", has: ["vegetation"], lacks: ["water", "lights", "fire"] },
  { scene: "08-night-bridge-lights", has: ["sky", "water", "lights"], lacks: ["vegetation"] },
  { scene: "09-rocket-night-lights", has: ["sky", "lights"], lacks: ["water", "vegetation"] },
  { scene: "10-tiger", has: [], lacks: ["sky", "water", "vegetation", "lights", "fire"] },
  { scene: "11-dogs-window", has: [], lacks: ["sky", "water", "vegetation", "lights", "fire"] },
  { scene: "12-cat", has: [], lacks: ["sky", "water", "vegetation", "lights", "fire"] },
  { scene: "13-astronaut-portrait", has: [], lacks: ["sky", "water", "vegetation", "lights", "fire"] },
  { scene: "15-bee-flower", has: [], lacks: ["sky", "water", "lights", "fire"] },
  { scene: "19-rock-lake", has: ["sky", "water"], lacks: ["lights", "fire"] },
  { scene: "01 meadow", has: ["vegetation"], lacks: ["sky", "water", "lights", "fire"] },
  { scene: "01 snow and rock", has: [], lacks: ["sky", "water", "lights", "fire"] },
  { scene: "01 left", has: ["sky", "vegetation"], lacks: ["water", "lights", "fire"] },
  { scene: "05 stream", has: ["water"], lacks: ["sky", "lights", "fire"] },
  { scene: "05 wood", has: ["vegetation"], lacks: ["water", "lights", "fire"] },
  { scene: "06 meadow", has: ["vegetation"], lacks: ["sky", "water", "lights", "fire"] },
  { scene: "08 river", has: ["water"], lacks: ["vegetation"] },
  { scene: "08 sky", has: ["sky", "lights"], lacks: ["vegetation"] },
  { scene: "09 top", has: ["sky"], lacks: ["water", "vegetation", "fire"] },
  { scene: "10 fur", has: [], lacks: ["sky", "water", "vegetation", "lights", "fire"] },
  { scene: "11 boards", has: [], lacks: ["sky", "water", "vegetation", "lights", "fire"] },
  { scene: "11 planks", has: [], lacks: ["sky", "water", "vegetation", "lights", "fire"] },
  { scene: "12 fur", has: [], lacks: ["sky", "water", "vegetation", "lights", "fire"] },
  { scene: "19 cliff", has: [], lacks: ["water", "lights", "fire"] },
  { scene: "19 right", has: ["sky", "water"], lacks: ["vegetation", "lights", "fire"] },
  { scene: "cup", has: [], lacks: ["sky", "water", "vegetation", "lights", "fire"] },
  { scene: "room", has: [], lacks: ["sky", "water", "vegetation", "lights", "fire"] },
  { scene: "snow", has: ["sky"], lacks: ["water", "vegetation", "lights", "fire"] },
  { scene: "snow close", has: [], lacks: ["sky", "water", "vegetation", "lights", "fire"] },
  { scene: "dunes", has: ["sky"], lacks: ["water", "vegetation", "lights", "fire"] },
  { scene: "gravel", has: [], lacks: ["sky", "water", "vegetation", "lights", "fire"] },
  { scene: "road", has: ["sky", "vegetation"], lacks: ["water", "lights", "fire"] },
  { scene: "fur", has: [], lacks: ["sky", "water", "vegetation", "lights", "fire"] },
  { scene: "bricks", has: [], lacks: ["sky", "water", "vegetation", "lights", "fire"] },
  { scene: "page", has: [], lacks: ["sky", "water", "vegetation", "lights", "fire"] },
  { scene: "pale boards", has: [], lacks: ["sky", "water", "vegetation", "lights", "fire"] },
  { scene: "grey boards", has: [], lacks: ["sky", "water", "vegetation", "lights", "fire"] },
  { scene: "tulips", has: ["vegetation"], lacks: ["sky", "water", "lights", "fire"] },
  { scene: "pumpkin", has: [], lacks: ["sky", "water", "vegetation", "lights", "fire"] },
  { scene: "portrait", has: [], lacks: ["sky", "water", "vegetation", "lights", "fire"] },
  { scene: "facade", has: [], lacks: ["sky", "water", "vegetation", "lights", "fire"] },
  { scene: "white wall", has: [], lacks: ["sky", "water", "vegetation", "lights", "fire"] },
  { scene: "blue wall", has: [], lacks: ["water", "vegetation", "lights", "fire"] },
  { scene: "meadow", has: ["sky", "vegetation"], lacks: ["water", "lights", "fire"] },
  { scene: "grey day", has: ["sky", "vegetation"], lacks: ["water", "lights", "fire"] },
  { scene: "lake", has: ["sky", "water"], lacks: ["vegetation", "lights", "fire"] },
  { scene: "calm lake", has: ["sky", "water", "vegetation"], lacks: ["lights", "fire"] },
  { scene: "grey sea", has: ["sky", "water"], lacks: ["vegetation", "lights", "fire"] },
  { scene: "sunset sea", has: ["sky", "water"], lacks: ["vegetation", "lights", "fire"] },
  { scene: "sunset beach", has: ["sky", "water"], lacks: ["vegetation", "lights", "fire"] },
  { scene: "night street", has: ["sky", "lights"], lacks: ["vegetation", "fire"] },
  { scene: "night without lamps", has: ["sky"], lacks: ["vegetation", "lights", "fire"] },
  { scene: "flames", has: ["fire"], lacks: ["water", "vegetation"] },
  { scene: "candle", has: ["fire"], lacks: ["water", "vegetation"] },
  { scene: "autumn", has: ["vegetation"], lacks: ["sky", "water", "lights", "fire"] },
  { scene: "dry grass", has: ["sky", "vegetation"], lacks: ["water", "lights", "fire"] },
  { scene: "waterfall", has: ["water"], lacks: ["lights", "fire"] },
];

const PHOTOS = new URL("../../../test/photos/", import.meta.url);

const photo = (name: string): Promise<RgbImage> =>
  decodeImage(fileURLToPath(new URL(`${name}.jpg`, PHOTOS)), { maxSidePx: 2048 });

/** A box of a picture as a picture of its own. */
export function crop({ width, height, data }: RgbImage, [left, top, right, bottom]: Box): RgbImage {
  const [x0, y0] = [Math.round(left * width), Math.round(top * height)];
  const [across, down] = [Math.round(right * width) - x0, Math.round(bottom * height) - y0];
  const out = new Uint8Array(across * down * 3);
  for (let y = 0; y < down; y += 1) {
    const start = ((y0 + y) * width + x0) * 3;
    out.set(data.subarray(start, start + across * 3), y * across * 3);
  }
  return { width: across, height: down, data: out };
}

const isPainted = (scene: string): scene is PaintedScene => scene in PAINTERS;
const isCrop = (scene: string): scene is keyof typeof CROPS => scene in CROPS;

/** The picture of a scene. */
export async function pictureOf(scene: string): Promise<RgbImage> {
  if (isPainted(scene)) return paint(PAINTERS[scene]);
  if (!isCrop(scene)) return photo(scene);
  const [name, box] = CROPS[scene];
  return crop(await photo(name), box);
}
