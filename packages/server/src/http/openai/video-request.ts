import {
  Failure,
  type GenerationRequest,
  generationRequestSchema,
  type PictureSize,
  type Warning,
} from "@kinora/contract";
import type { z } from "zod";
import type { IncomingImage } from "../../app/image-intake/incoming-image.ts";
import { parseWith } from "../parse-with.ts";
import { fieldValue } from "../read-form.ts";
import { unknownFieldWarnings } from "../unknown-fields.ts";
import { readInputReference } from "./input-reference.ts";
import { readVideoSize } from "./video-size.ts";

/** What a body of this dialect asks, in Kinora's own words. */
export interface VideoRequest {
  readonly request: Omit<GenerationRequest, "image">;
  readonly image: IncomingImage | undefined;
  readonly covers?: PictureSize;
  /** Everything that was given and does nothing here, or something else than it says. */
  readonly warnings: readonly Warning[];
}

type Fields = Readonly<Record<string, unknown>>;

/** Names of the picture: OpenAI's, and those of servers of its shape. */
export const PICTURE_FIELDS = ["input_reference", "image", "image_reference"] as const;

const OWN_FIELDS: ReadonlySet<string> = new Set([...PICTURE_FIELDS, "prompt", "model", "seconds", "size", "quality"]);
const NATIVE_FIELDS: ReadonlySet<string> = new Set(Object.keys(generationRequestSchema.shape));

/** OpenAI's own models, with and without a date. Nobody serves them any more. */
const SORA = /^sora-2(?:-pro)?(?:-\d{4}-\d{2}-\d{2})?$/u;

const LONGEST_PROMPT = 32_000;

/**
 * Reads the fields of `POST /v1/videos`. OpenAI's are `prompt` (required), `model`, `seconds`, `size` and `input_reference`; our
 * own options may stand beside them, and null counts as absent. Throws bad_option and bad_request.
 */
export const readVideoRequest = (all: Fields): VideoRequest => {
  const fields = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== null));
  const size = fields["size"] === undefined ? undefined : readVideoSize(fields["size"]);
  const model = readModel(fields["model"]);
  const { native, unknown } = sortFields(fields);
  const options = {
    ...readSeconds(fields["seconds"], native),
    ...(size === undefined ? {} : onlyOne({ resolution: size.resolution }, native, "size")),
  };
  const request = parseWith(generationRequestSchema.omit({ image: true }), {
    ...native,
    ...options,
    ...model.named,
    prompt: readPrompt(fields["prompt"]),
  });
  const warnings = [
    ...model.warnings,
    ...(size?.warnings ?? []),
    ...qualityWarnings(fields),
    ...unknownFieldWarnings(unknown),
  ];
  return { request, image: readPicture(fields), warnings, ...(size === undefined ? {} : { covers: size.covers }) };
};

function sortFields(fields: Fields): { native: Record<string, unknown>; unknown: string[] } {
  const names = Object.keys(fields).filter((name) => !OWN_FIELDS.has(name));
  const shape: Readonly<Record<string, z.ZodType | undefined>> = generationRequestSchema.shape;
  const known = names.filter((name) => NATIVE_FIELDS.has(name));
  const native = Object.fromEntries(known.map((name) => [name, fieldValue(shape[name], fields[name])]));
  return { native, unknown: names.filter((name) => !NATIVE_FIELDS.has(name)) };
}

function readPicture(fields: Fields): IncomingImage | undefined {
  const given = PICTURE_FIELDS.flatMap((name) => readInputReference(fields[name]) ?? []);
  if (given.length <= 1) return given[0];
  throw new Failure("bad_option", {
    detail: `The picture comes ${given.length} times: send one, as input_reference.`,
    option: "input_reference",
  });
}

function readPrompt(prompt: unknown): string {
  if (typeof prompt === "string" && prompt.trim() !== "" && prompt.length <= LONGEST_PROMPT) return prompt;
  throw new Failure("bad_option", {
    detail: `prompt is required: a text of 1 to ${LONGEST_PROMPT} characters that says what moves.`,
    option: "prompt",
  });
}

function readModel(model: unknown): { named: { model?: unknown }; warnings: readonly Warning[] } {
  if (model === undefined) return { named: {}, warnings: [] };
  if (typeof model !== "string" || !SORA.test(model)) return { named: { model }, warnings: [] };
  const message = `Nobody serves ${model} any more: auto, this server's own choice, was used instead. GET /v1/models lists what there is.`;
  return { named: { model: "auto" }, warnings: [{ option: "model", code: "alias", message }] };
}

/** OpenAI writes seconds as a text. */
function readSeconds(seconds: unknown, native: Fields): { duration_seconds?: number } {
  if (seconds === undefined) return {};
  const isText = typeof seconds === "string" && /^\d{1,3}(?:\.\d{1,3})?$/u.test(seconds);
  const value = isText ? Number(seconds) : seconds;
  if (typeof value !== "number" || !(value > 0)) {
    throw new Failure("bad_option", {
      detail: 'seconds must be the length of the video as a text or a number, such as "4".',
      option: "seconds",
    });
  }
  return onlyOne({ duration_seconds: value }, native, "seconds");
}

/** Two words for one option are one too many. */
function onlyOne<T extends object>(option: T, native: Fields, word: string): T {
  const twice = Object.keys(option).find((name) => native[name] !== undefined);
  if (twice === undefined) return option;
  throw new Failure("bad_option", { detail: `${word} and ${twice} say the same: send one of them.`, option: word });
}

const qualityWarnings = ({ quality }: Fields): Warning[] => {
  const message = "quality has no effect here: a video is always made in the best quality there is.";
  return quality === undefined ? [] : [{ option: "quality", code: "no_effect", message }];
};
