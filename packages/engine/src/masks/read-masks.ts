import { Failure, type MotionParts, type PictureSize } from "@kinora/contract";
import { decodeImage } from "@kinora/media";
import { averageMap, resizeMap } from "../analyse/resize.ts";
import type { FloatMap } from "../scene.ts";
import { fillPolygon, polygonPoints } from "./polygon.ts";

/** A place that a person drew, at any size of the picture: 1 inside, 0 outside. */
export type Mask = (size: PictureSize) => FloatMap;

/** The masks of a plan by their text. */
export type Masks = ReadonlyMap<string, Mask>;

/** The side (px) that a mask is kept at, and what is refused unread. */
const LONGEST_SIDE_PX = 1280;
const MOST_PIXELS = 32_000_000;
/** A mask without any place at least so far inside names nothing. */
const LEAST_INSIDE = 0.25;

/**
 * Decodes the masks of a plan or of parts of one, each text once. Throws Failure `bad_option` for a PNG that cannot be read
 * and for a mask with nothing inside.
 */
export async function readMasks(motion: Pick<MotionParts, "effects" | "protect"> | undefined): Promise<Masks> {
  const regions = [...(motion?.effects ?? []).map(({ region }) => region), ...(motion?.protect ?? [])];
  const texts = new Set(regions.flatMap((region) => (typeof region === "object" ? [region.mask] : [])));
  return new Map(await Promise.all([...texts].map(async (text) => [text, await readMask(text)] as const)));
}

/** The map of a mask of a plan whose masks were all read, at a size. */
export function maskMap(masks: Masks, text: string, { width, height }: PictureSize): FloatMap {
  const mask = masks.get(text);
  if (mask === undefined) throw new Error("a mask of the plan was not read");
  return mask({ width, height });
}

async function readMask(text: string): Promise<Mask> {
  const mask = text.startsWith("polygon") ? readPolygon(text) : await readPng(text);
  if (mask({ width: 256, height: 256 }).data.every((value) => value < LEAST_INSIDE)) {
    throw new Failure("bad_option", {
      detail: `The mask ${abridged(text)} is empty: nothing of the picture lies inside. What is white in a PNG is inside.`,
    });
  }
  return mask;
}

function readPolygon(text: string): Mask {
  const points = polygonPoints(text);
  return (size) => fillPolygon(points, size);
}

async function readPng(text: string): Promise<Mask> {
  const bytes = Buffer.from(text.slice(text.indexOf(",") + 1), "base64");
  const options = { maxSidePx: LONGEST_SIDE_PX, maxPixels: MOST_PIXELS, behind: "black" } as const;
  const { width, height, data } = await decodeImage(bytes, options).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Failure("bad_option", {
      detail: `The mask ${abridged(text)} is not a PNG that can be read. ${why}`,
      cause,
    });
  });
  const inside = new Float32Array(width * height);
  for (let index = 0; index < inside.length; index += 1) {
    inside[index] = (data[index * 3]! + data[index * 3 + 1]! + data[index * 3 + 2]!) / (3 * 255);
  }
  const map = { width, height, data: inside };
  return (size) => fitted(map, size);
}

/** Averaged where it shrinks, interpolated where it grows: its shape follows the picture's. */
function fitted(map: FloatMap, { width, height }: PictureSize): FloatMap {
  const small = { width: Math.min(map.width, width), height: Math.min(map.height, height) };
  return resizeMap(averageMap(map, small), { width, height });
}

const abridged = (text: string): string => (text.length <= 40 ? text : `${text.slice(0, 40)}…`);
