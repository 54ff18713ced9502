import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { Failure } from "@kinora/contract";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { withTempFolder } from "../app/image-intake/temp-folder.ts";
import { LIMITS } from "../app/limits.ts";
import { saveFilePart, throwFormError } from "./read-form.ts";

/** For the routes of a scope whose body is a picture: whatever its type, it is left unread for the handler. */
export const leaveBodiesUnread = (scope: FastifyInstance): void => {
  scope.removeContentTypeParser("application/json");
  scope.addContentTypeParser("*", (_request, payload, done) => done(null, payload));
};

/**
 * A body that is one picture, as the part `file` of a form or as it is, in a file for the time of `use`. It streams to disk
 * under the byte cap. Throws image_missing, image_too_large and bad_request.
 */
export const withPictureBody = async <T>(
  { request, tempDir }: { readonly request: FastifyRequest; readonly tempDir: string },
  use: (path: string) => Promise<T>,
): Promise<T> =>
  withTempFolder(tempDir, async (folder) => {
    const path = join(folder, "picture");
    const came = request.isMultipart()
      ? await saveOnlyFile(request, path).catch(throwFormError)
      : await saveBody(request.body as Readable | null | undefined, path);
    if (came) return use(path);
    throw new Failure("image_missing", {
      detail: "There is no picture: send it as the body, or as the part named file of a form.",
    });
  });

async function saveOnlyFile(request: FastifyRequest, path: string): Promise<boolean> {
  let came = false;
  for await (const part of request.parts({ limits: { fileSize: LIMITS.upload_max_bytes, files: 1, fields: 8 } })) {
    if (part.type !== "file" || part.fieldname !== "file") {
      throw new Failure("bad_request", {
        detail: `The part "${part.fieldname.slice(0, 64)}" means nothing here: send the picture as a file, in the part named file.`,
      });
    }
    await saveFilePart(part, path);
    came = true;
  }
  return came;
}

/** False of an empty body. */
async function saveBody(body: Readable | null | undefined, path: string): Promise<boolean> {
  if (body === null || body === undefined) return false;
  const { capBytes } = await import("@kinora/net");
  // Not destroyed when it is too long: that would cut the connection before the answer is read.
  const chunks = body.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
  let bytes = 0;
  const counted = async function* (): AsyncGenerator<Uint8Array> {
    for await (const chunk of capBytes(chunks, LIMITS.upload_max_bytes, "image_too_large")) {
      bytes += chunk.byteLength;
      yield chunk;
    }
  };
  await writeFile(path, counted(), { mode: 0o600 });
  return bytes > 0;
}
