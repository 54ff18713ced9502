import { createWriteStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import type { MultipartFile } from "@fastify/multipart";
import { Failure } from "@kinora/contract";
import type { FastifyRequest } from "fastify";
import type { z } from "zod";
import type { IncomingImage } from "../app/image-intake/incoming-image.ts";
import { withTempFolder } from "../app/image-intake/temp-folder.ts";
import { LIMITS } from "../app/limits.ts";
import { parseWith } from "./parse-with.ts";

/** The parsed fields of a body, and its picture where a multipart file brought one. */
export interface RequestBody<Fields> {
  readonly fields: Fields;
  readonly image: IncomingImage | undefined;
}

interface BodySource<S extends z.ZodObject> {
  readonly request: FastifyRequest;
  readonly schema: S;
  /** Where the file of a multipart body is kept for the time of `use`. */
  readonly tempDir: string;
}

type FieldsOf<S extends z.ZodObject> = Omit<z.output<S>, "image">;

/**
 * Reads a JSON or a multipart body (part `image`: the picture as a file; every other part: a field) and hands it on. The
 * file streams to disk under the byte cap, and is gone when `use` has ended, however it ended.
 */
export const withRequestBody = async <S extends z.ZodObject, T>(
  source: BodySource<S>,
  use: (body: RequestBody<FieldsOf<S>>) => Promise<T>,
): Promise<T> => {
  const { request, schema, tempDir } = source;
  if (!request.isMultipart()) return use(splitImage<S>(parseWith(schema, request.body)));
  return withTempFolder(tempDir, async (folder) => {
    const form = await readForm(request, schema, join(folder, "part")).catch(throwFormError);
    const { fields, image } = splitImage<S>(parseWith(schema, form.fields));
    return use({ fields, image: form.file === undefined ? image : { file: form.file } });
  });
};

function splitImage<S extends z.ZodObject>(parsed: z.output<S>): RequestBody<FieldsOf<S>> {
  const { image, ...fields } = parsed as Record<string, unknown>;
  // The schemas that come here all have `image` as their image source.
  return { fields: fields as FieldsOf<S>, image: image as IncomingImage | undefined };
}

interface Form {
  readonly fields: Record<string, unknown>;
  file: string | undefined;
}

async function readForm(request: FastifyRequest, schema: z.ZodObject, filePath: string): Promise<Form> {
  const form: Form = { fields: {}, file: undefined };
  const limits = { fileSize: LIMITS.upload_max_bytes, files: 1, fields: 64, fieldSize: 8 * 1024 * 1024 };
  for await (const part of request.parts({ limits })) {
    if (part.type === "file") {
      await keepFile(part, filePath);
      form.file = filePath;
    } else if (Object.hasOwn(form.fields, part.fieldname)) {
      throw new Failure("bad_request", {
        detail: `The field ${part.fieldname.slice(0, 64)} comes twice: send it once.`,
      });
    } else {
      form.fields[part.fieldname] = readField(schema, part.fieldname, part.value);
    }
  }
  return form;
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

async function keepFile(part: MultipartFile, path: string): Promise<void> {
  if (part.fieldname !== "image") {
    throw new Failure("bad_request", {
      detail: `There is a file in the part "${part.fieldname.slice(0, 64)}": send the picture in the part named image.`,
    });
  }
  await saveFilePart(part, path);
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

/** A form knows only text: what the schema does not take as text is read as JSON ("7", "true", {"a":1}). */
function readField(schema: z.ZodObject, name: string, value: unknown): unknown {
  const fieldSchema = schema.shape[name] as z.ZodType | undefined;
  if (typeof value !== "string" || fieldSchema === undefined || fieldSchema.safeParse(value).success) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
