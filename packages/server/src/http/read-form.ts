import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { MultipartFile, MultipartValue } from "@fastify/multipart";
import { Failure } from "@kinora/contract";
import type { FastifyRequest } from "fastify";
import { BODY_MAX_BYTES, LIMITS } from "../app/limits.ts";
import { assertShallow } from "./parse-json.ts";

/** What a multipart body held: its fields in their order, a name perhaps more than once, and its file. */
export interface Form {
  readonly fields: readonly (readonly [name: string, value: unknown])[];
  /** The part's name, and the file of our own that it was written to. */
  readonly file: { readonly name: string; readonly path: string } | undefined;
}

export interface FormPlace {
  /** Where the file of the form is written to. */
  readonly folder: string;
  /** The names that a part with the picture may have, the usual one first. */
  readonly pictureParts: readonly string[];
}

/**
 * Reads a form: at most one file, which streams to disk under the byte cap, and fields that together are no larger than a
 * JSON body may be. Throws bad_request, body_too_large or image_too_large.
 */
export const readForm = (request: FastifyRequest, place: FormPlace): Promise<Form> =>
  readParts(request, place).catch(throwFormError);

async function readParts(request: FastifyRequest, place: FormPlace): Promise<Form> {
  const limits = { fileSize: LIMITS.upload_max_bytes, files: 1, fields: 64, fieldSize: BODY_MAX_BYTES };
  const fields: [string, unknown][] = [];
  let file: Form["file"];
  let fieldBytes = 0;
  for await (const part of request.parts({ limits })) {
    if (part.type === "file") {
      file = await keepFile(part, place);
      continue;
    }
    fieldBytes += bytesOf(part);
    if (fieldBytes > BODY_MAX_BYTES) {
      throw new Failure("body_too_large", {
        detail: `The fields of the form have more than ${BODY_MAX_BYTES} bytes together: send a picture as a file.`,
      });
    }
    fields.push([part.fieldname, part.value]);
  }
  return { fields, file };
}

/** A part that was cut at its limit counts as one too many. */
const bytesOf = ({ value, valueTruncated }: MultipartValue): number => {
  if (valueTruncated) return BODY_MAX_BYTES + 1;
  return typeof value === "string" ? Buffer.byteLength(value) : 0;
};

async function keepFile(part: MultipartFile, { folder, pictureParts }: FormPlace): Promise<Form["file"]> {
  const { fieldname: name } = part;
  if (!pictureParts.includes(name)) {
    throw new Failure("bad_request", {
      detail: `There is a file in the part "${name.slice(0, 64)}": send the picture in the part named ${pictureParts[0] ?? "image"}.`,
    });
  }
  const path = join(folder, "part");
  await saveFilePart(part, path);
  return { name, path };
}

/** Writes a file of a form to disk. Throws image_too_large. */
export async function saveFilePart(part: MultipartFile, path: string): Promise<void> {
  await pipeline(part.file, createWriteStream(path, { mode: 0o600 }));
  if (part.file.truncated) {
    throw new Failure("image_too_large", {
      detail: `The file has more than the ${LIMITS.upload_max_bytes} bytes that this server takes: make it smaller.`,
    });
  }
}

/** The form parser throws plain errors with neither a code nor a status; those of the disk and of the framework have one. */
const isOfParser = (error: unknown): boolean => error instanceof Error && error.name === "Error" && !("code" in error);

/** What reading a form threw, as a failure where the form is to blame. */
export const throwFormError = (error: unknown): never => {
  throw isOfParser(error) ? malformedForm(error) : error;
};

const malformedForm = (cause: unknown): Failure =>
  new Failure("bad_request", {
    detail:
      "The form is cut short, or its Content-Type names no boundary: send it whole, and let your HTTP client set that header.",
    cause,
  });

/** A form knows only text: what the schema does not take as text is read as JSON ("7", "true", {"a":1}). */
export const fieldValue = (
  schema: { safeParse(value: unknown): { success: boolean } } | undefined,
  value: unknown,
): unknown => {
  if (typeof value !== "string" || schema === undefined || schema.safeParse(value).success) return value;
  let json: unknown;
  try {
    json = JSON.parse(value);
  } catch {
    return value;
  }
  return assertShallow(json);
};
