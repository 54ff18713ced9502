import { Failure } from "@kinora/contract";
import type { FastifyRequest } from "fastify";
import type { z } from "zod";
import type { IncomingImage } from "../app/image-intake/incoming-image.ts";
import { withTempFolder } from "../app/image-intake/temp-folder.ts";
import { parseWith } from "./parse-with.ts";
import { fieldValue, type Form, readForm } from "./read-form.ts";

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
    const form = await readForm(request, { folder, pictureParts: ["image"] });
    const { fields, image } = splitImage<S>(parseWith(schema, fieldsOf(schema, form)));
    return use({ fields, image: form.file === undefined ? image : { file: form.file.path } });
  });
};

function splitImage<S extends z.ZodObject>(parsed: z.output<S>): RequestBody<FieldsOf<S>> {
  const { image, ...fields } = parsed as Record<string, unknown>;
  // The schemas that come here all have `image` as their image source.
  return { fields: fields as FieldsOf<S>, image: image as IncomingImage | undefined };
}

function fieldsOf(schema: z.ZodObject, form: Form): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of form.fields) {
    if (Object.hasOwn(fields, name)) {
      throw new Failure("bad_request", { detail: `The field ${name.slice(0, 64)} comes twice: send it once.` });
    }
    fields[name] = fieldValue(schema.shape[name] as z.ZodType | undefined, value);
  }
  return fields;
}
