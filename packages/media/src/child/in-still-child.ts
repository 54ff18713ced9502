import { Failure } from "@kinora/contract";
import type { DecodeImageOptions } from "../images/decode-image.ts";
import type { ImageSource } from "../images/open-image.ts";
import type { RgbImage } from "../pixels.ts";
import { runChild } from "./run-child.ts";

export interface StillChildOptions extends DecodeImageOptions {
  /** Default one minute. */
  readonly timeLimitMs?: number;
  /** Resident memory of the child; default 2 GiB. */
  readonly maxRssBytes?: number;
  /** Aborting it kills the child; the call then rejects with its reason. */
  readonly signal?: AbortSignal;
}

/** What the child is asked; it goes through IPC. */
export interface StillRequest {
  readonly source: ImageSource;
  readonly options: DecodeImageOptions;
}

const CHILD_FILE = new URL("./still-child.ts", import.meta.url);
const TIME_LIMIT_MS = 60_000;
const MAX_RSS_BYTES = 2 * 2 ** 30;

/**
 * `decodeImage` in a process of its own, for pictures whose decoder takes long, much memory, or may crash (HEIC). Throws
 * Failure `image_unreadable`, `image_too_large`.
 */
export async function decodeImageInChild(source: ImageSource, options: StillChildOptions = {}): Promise<RgbImage> {
  const { timeLimitMs = TIME_LIMIT_MS, maxRssBytes = MAX_RSS_BYTES, signal, ...decoding } = options;
  const request: StillRequest = { source, options: decoding };
  const life = { timeLimitMs, maxRssBytes, environment: {}, signal };
  const end = await runChild<RgbImage>(CHILD_FILE, request, life);
  switch (end.kind) {
    case "answered":
      if (end.answer.ok) return end.answer.result;
      throw new Failure(end.answer.code, { detail: end.answer.detail });
    case "too_big":
      throw unreadable(`it needs more than ${Math.round(maxRssBytes / 2 ** 20)} MiB to decode`);
    case "too_late":
      throw unreadable(`it could not be decoded within ${timeLimitMs / 1000} seconds`);
    case "crashed":
      throw unreadable(`decoding it crashes: ${end.words}`);
  }
}

const unreadable = (reason: string): Failure =>
  new Failure("image_unreadable", { detail: `The image cannot be decoded (${reason}). Save it anew as JPEG or PNG.` });
