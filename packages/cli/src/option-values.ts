import { InvalidArgumentError } from "commander";
import type { AnalyzerKind, ArtifactKind, PixelScale, Preference, Resolution, Status } from "@kinora/contract";

// The words of the contract, again: loading its schemas would cost `--help` more than everything else together.
export const RESOLUTION_WORDS = ["480p", "720p", "1080p", "2160p"] as const satisfies readonly Resolution[];
export const PREFERENCE_WORDS = ["cheapest", "fastest", "best"] as const satisfies readonly Preference[];
export const VARIANT_WORDS = [
  "video",
  "thumbnail",
  "spritesheet",
  "last-frame",
  "gif",
  "webp",
] as const satisfies readonly ArtifactKind[];
export const ANALYZER_WORDS = ["depth", "segment", "matte"] as const satisfies readonly AnalyzerKind[];
export const PIXEL_WORDS = ["imagenet", "centred", "signed", "unit"] as const satisfies readonly PixelScale[];
export const STATUS_WORDS = [
  "queued",
  "submitting",
  "running",
  "collecting",
  "succeeded",
  "failed",
  "cancelled",
  "expired",
  "needs_review",
] as const satisfies readonly Status[];

/** Reads a number as people write it; what range it may have is the model's to say. */
export const readNumber = (text: string): number => {
  const value = Number(text);
  if (text.trim() === "" || !Number.isFinite(value)) throw new InvalidArgumentError("Give a number, such as 4.");
  return value;
};

export const readWholeNumber = (text: string): number => {
  if (!/^\d+$/u.test(text)) throw new InvalidArgumentError("Give a whole number, such as 7.");
  return Number(text);
};

/** An option that may be given several times. */
export const collect = (text: string, earlier: readonly string[] = []): readonly string[] => [...earlier, text];
