import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import {
  CAMERA_TYPES,
  EFFECT_KINDS,
  Failure,
  type MotionParts,
  motionPartsSchema,
  RESOLUTIONS,
} from "@kinora/contract";
import { outputSize } from "@kinora/contract";
import { type AnimateOrder, runInEngineChild } from "@kinora/engine";
import {
  checkImage,
  decodeImage,
  decodeImageInChild,
  type FilmKind,
  imageTraits,
  inspectVideoInChild,
  meanColor,
} from "@kinora/media";
import { type Chance, chanceFrom } from "./chance.ts";
import { type FuzzPicture, makePicture, type PictureLimits } from "./pictures.ts";
import { type FuzzPrompt, makePrompt } from "./prompts.ts";

export interface FuzzCase {
  readonly index: number;
  readonly picture: FuzzPicture;
  readonly prompt: FuzzPrompt;
  readonly order: Omit<AnimateOrder, "stillPath" | "outputPath">;
}

export type FuzzEnd =
  | { readonly kind: "video"; readonly says: string }
  /** A sentence and a code that the caller can do something with. */
  | { readonly kind: "refused"; readonly code: string; readonly says: string }
  /** A crash, a hang, a wrong video, or an error that blames nobody. */
  | { readonly kind: "fault"; readonly says: string };

export interface FuzzResult {
  readonly of: FuzzCase;
  readonly end: FuzzEnd;
  readonly seconds: number;
  /** Resident memory of this process when the case was over. */
  readonly rssBytes: number;
}

/** What the server takes at its door (packages/server/src/app/limits.ts). */
const DOOR = { maxBytes: 32 * 2 ** 20, maxPixels: 100_000_000, minSidePx: 16 };
/** No clip of a second may take longer. */
export const TIME_LIMIT_MS = 120_000;
/** Codes that tell the caller what to do about the picture or the option. */
const CLEAR_CODES = ["image_unreadable", "image_unsupported", "image_too_large", "bad_option"] as const;

const KINDS: readonly FilmKind[] = [
  { codec: "h264", container: "mp4" },
  { codec: "hevc", container: "mp4" },
  { codec: "av1", container: "mp4" },
  { codec: "av1", container: "webm" },
  { codec: "vp9", container: "webm" },
];

const point = (chance: Chance): [number, number] => [chance.fraction(), chance.fraction()];

/** Parts of a plan, as somebody may send them. */
const makeMotion = (chance: Chance): MotionParts =>
  motionPartsSchema.parse({
    ...(chance.happens(0.5) && {
      camera: { type: chance.pick(CAMERA_TYPES), amount: 4 * chance.fraction(), focus: point(chance) },
    }),
    effects: Array.from({ length: chance.whole(0, 4) }, () => ({
      kind: chance.pick(EFFECT_KINDS),
      amount: 4 * chance.fraction(),
      speed: 4 * chance.fraction(),
      direction: chance.whole(-360, 360),
    })),
    strokes: Array.from({ length: chance.whole(0, 3) }, () => ({ from: point(chance), to: point(chance), speed: 1 })),
  });

/** The case of an index under a seed: the same on every run. */
export const makeCase = async (seed: number, index: number, limits: PictureLimits): Promise<FuzzCase> => {
  const chance = chanceFrom(Math.imul(seed + 1, 0x9e37_79b1) ^ Math.imul(index + 1, 0x85eb_ca6b));
  const picture = await makePicture(chance, limits);
  const prompt = makePrompt(chance);
  const order = {
    prompt: prompt.text,
    motion: chance.happens(0.3) ? makeMotion(chance) : undefined,
    seed: chance.whole(0, 2 ** 32 - 1),
    durationSeconds: 1,
    fps: chance.pick([24, 24, 24, 25, 30, 50, 60]),
    loop: chance.happens(0.3),
    resolution: chance.happens(0.9) ? "480p" : chance.pick(RESOLUTIONS.slice(0, 2)),
    software: "fuzz",
    film: { ...(chance.happens(0.7) ? KINDS[0]! : chance.pick(KINDS)), metadata: chance.happens(0.8) },
  } as const;
  return { index, picture, prompt, order };
};

/** Runs one case as the gateway would: at the door, through the engine's child, and through the film's check. */
export async function runCase(fuzzCase: FuzzCase, folder: string): Promise<FuzzResult> {
  const start = performance.now();
  const end = await endOf(fuzzCase, folder);
  const left = (await readdir(folder)).filter((name) => name !== "still" && name !== "clip");
  await rm(folder, { recursive: true });
  return {
    of: fuzzCase,
    end: left.length > 0 && end.kind !== "fault" ? { kind: "fault", says: `it leaves ${left.join(", ")}` } : end,
    seconds: (performance.now() - start) / 1000,
    rssBytes: process.memoryUsage.rss(),
  };
}

async function endOf({ picture, order }: FuzzCase, folder: string): Promise<FuzzEnd> {
  const [stillPath, outputPath] = [join(folder, "still"), join(folder, "clip")];
  try {
    await writeFile(stillPath, picture.bytes);
    const size = await atTheDoor(stillPath);
    const request = { kind: "render", order: { ...order, stillPath, outputPath } } as const;
    await runInEngineChild(request, { signal: new AbortController().signal, timeLimitMs: TIME_LIMIT_MS });
    return await judgeVideo(outputPath, { order, size });
  } catch (error) {
    return judgeError(error, { picture, order });
  }
}

/** What the gateway does with a picture before it takes it. */
export async function atTheDoor(path: string): Promise<{ width: number; height: number }> {
  const facts = await checkImage(path, DOOR);
  const { maxPixels } = DOOR;
  const decode = facts.format === "heic" ? decodeImageInChild : decodeImage;
  meanColor(await decode(path, { maxSidePx: 64, maxPixels }));
  await imageTraits(path, { maxPixels });
  return facts;
}

interface Expected {
  readonly order: FuzzCase["order"];
  readonly size: { readonly width: number; readonly height: number };
}

async function judgeVideo(path: string, { order, size }: Expected): Promise<FuzzEnd> {
  const stills = `${path}-stills`;
  const { mkdir } = await import("node:fs/promises");
  await mkdir(stills);
  const { facts } = await inspectVideoInChild(path, stills);
  await rm(stills, { recursive: true });
  const { width, height } = outputSize(size, order.resolution);
  const wanted = `${width}×${height}, ${order.fps} frames at ${order.fps}/s, decoded`;
  const made = `${facts.width}×${facts.height}, ${facts.frameCount} frames at ${facts.fps}/s, ${facts.decoded ? "decoded" : "not decoded"}`;
  if (made !== wanted) return { kind: "fault", says: `the video is ${made} instead of ${wanted}` };
  const text = (await readFile(path)).toString("latin1");
  if (text.includes('"seed"') !== (order.film?.metadata ?? true)) {
    return { kind: "fault", says: "its metadata are there, or not there, against the order" };
  }
  return { kind: "video", says: made };
}

function judgeError(error: unknown, { picture, order }: Pick<FuzzCase, "picture" | "order">): FuzzEnd {
  if (!(error instanceof Failure)) return { kind: "fault", says: `no Failure: ${String(error)}` };
  const { code, message } = error;
  if (!(CLEAR_CODES as readonly string[]).includes(code)) return { kind: "fault", says: `${code}: ${message}` };
  const isSmallAv1 = code === "bad_option" && order.film?.codec === "av1";
  if (picture.isWhole && !isSmallAv1)
    return { kind: "fault", says: `a whole picture was refused: ${code}: ${message}` };
  return { kind: "refused", code, says: message };
}
