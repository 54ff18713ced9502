import { join } from "node:path";
import { Failure } from "@kinora/contract";
import type { Artifact, ImageRef } from "@kinora/domain";
import type { AppContext } from "../app-context.ts";
import type { Caller } from "../caller.ts";
import { LIMITS } from "../limits.ts";
import { readGeneration } from "../read-generation.ts";
import { readUpload } from "../read-upload.ts";
import { copyPath } from "./copy-path.ts";
import { describeStill } from "./describe-still.ts";
import { fetchImage } from "./fetch-image.ts";
import type { IncomingImage } from "./incoming-image.ts";
import { readBase64 } from "./read-base64.ts";
import { withTempFolder } from "./temp-folder.ts";
import { once } from "./once.ts";

export interface TakeImageInput {
  readonly image: IncomingImage | undefined;
  readonly caller: Caller;
  readonly signal: AbortSignal;
}

const FORMS = "Send {path}, {url}, {base64}, {upload} or {generation, frame} in JSON, or a multipart part named image.";

/**
 * However a still comes, one verified picture goes on: decoded from end to end, stored durably under the digest of its
 * bytes. Throws a Failure of the `image_…` codes, whose sentence says what to do.
 */
export const takeImage = async (app: AppContext, input: TakeImageInput): Promise<ImageRef> => {
  const { image } = input;
  if (image === undefined) {
    throw new Failure("image_missing", { detail: `The request names no image. ${FORMS}` });
  }
  const stored = await storedAlready(app, image, input.caller);
  if (stored !== undefined) return stored;
  return withTempFolder(app.incomingDir, async (folder) => {
    const staged = await stage(app, { image: image as Staged, toPath: join(folder, "image"), signal: input.signal });
    const facts = await describeStill(staged);
    const blob = typeof staged === "string" ? await app.blobs.putFile(staged) : await app.blobs.put(once(staged));
    return { ...facts, ...blob };
  });
};

type Staged = Exclude<IncomingImage, { upload: string } | { generation: string }>;

async function storedAlready(app: AppContext, image: IncomingImage, caller: Caller): Promise<ImageRef | undefined> {
  if ("upload" in image) return readUpload(app, caller, image.upload);
  if (!("generation" in image)) return undefined;
  if (image.frame === "first") return (await readGeneration(app, caller, image.generation)).image;
  const frame = await lastFrame(app, image.generation, caller);
  return { ...(await app.blobs.withFile(frame.sha256, describeStill)), sha256: frame.sha256, bytes: frame.bytes };
}

async function lastFrame(app: AppContext, idText: string, caller: Caller): Promise<Artifact> {
  const generation = await readGeneration(app, caller, idText);
  const artifacts = generation.status === "succeeded" ? generation.artifacts : [];
  const frame = artifacts.find(({ kind }) => kind === "last-frame");
  if (frame !== undefined) return frame;
  throw new Failure("artifact_not_ready", {
    detail: `${generation.id} is ${generation.status} and has no last frame: wait until it has succeeded.`,
  });
}

async function stage(
  app: AppContext,
  { image, toPath, signal }: { image: Staged; toPath: string; signal: AbortSignal },
): Promise<Uint8Array | string> {
  const { allowedPaths: folders, allowPrivateHosts } = app.config;
  const maxBytes = LIMITS.upload_max_bytes;
  if ("base64" in image) return readBase64(image.base64, maxBytes);
  if ("file" in image) return image.file;
  if ("path" in image) await copyPath(image.path, { folders, maxBytes, toPath });
  else await fetchImage(image.url, { allowPrivateHosts, maxBytes, toPath, signal });
  return toPath;
}
