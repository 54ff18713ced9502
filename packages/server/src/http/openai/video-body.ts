import { Failure } from "@kinora/contract";
import type { FastifyRequest } from "fastify";
import { withTempFolder } from "../../app/image-intake/temp-folder.ts";
import { readForm } from "../read-form.ts";
import { nestFields } from "./nest-fields.ts";
import { PICTURE_FIELDS, readVideoRequest, type VideoRequest } from "./video-request.ts";

/** Reads a JSON or a multipart body and hands on what it asks; a file of a form is gone when `use` has ended. */
export const withVideoBody = async <T>(
  { request, tempDir }: { readonly request: FastifyRequest; readonly tempDir: string },
  use: (asked: VideoRequest) => Promise<T>,
): Promise<T> => {
  if (!request.isMultipart()) return use(readVideoRequest(objectOf(request.body)));
  return withTempFolder(tempDir, async (folder) => {
    const { fields, file } = await readForm(request, { folder, pictureParts: PICTURE_PARTS });
    const asked = readVideoRequest(nestFields(fields));
    if (file === undefined) return use(asked);
    if (asked.image === undefined) return use({ ...asked, image: { file: file.path } });
    throw new Failure("bad_option", {
      detail: "The picture comes twice, as a file and as a field: send one.",
      option: "input_reference",
    });
  });
};

const PICTURE_PARTS = PICTURE_FIELDS.flatMap((name) => [name, `${name}[]`]);

const objectOf = (body: unknown): Readonly<Record<string, unknown>> => {
  if (typeof body === "object" && body !== null && !Array.isArray(body)) return body as Record<string, unknown>;
  throw new Failure("bad_request", {
    detail: "The body must be one JSON object, or a form (multipart/form-data), with prompt and input_reference.",
  });
};
