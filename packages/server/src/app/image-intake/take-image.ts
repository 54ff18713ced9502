import { join } from "node:path";
import { Failure, type ImageSource } from "@kinora/contract";
import type { ImageRef } from "@kinora/domain";
import type { AppContext } from "../app-context.ts";
import type { Caller } from "../caller.ts";
import { LIMITS } from "../limits.ts";
import { readGeneration } from "../read-generation.ts";
import { copyPath } from "./copy-path.ts";
import { describeStill } from "./describe-still.ts";
import { fetchImage } from "./fetch-image.ts";
import type { IncomingImage } from "./incoming-image.ts";
import { readBase64 } from "./read-base64.ts";
import { withTempFolder } from "./temp-folder.ts";

export interface TakeImageInput {
  readonly image: IncomingImage | undefined;
  readonly caller: Caller;
  readonly signal: AbortSignal;
}

/**
 * However a still comes, one verified picture goes on: decoded from end to end, stored durably under the digest of its
 * bytes. Throws a Failure of the `image_…` codes, whose sentence says what to do.
 */
export const takeImage = async (app: AppContext, input: TakeImageInput): Promise<ImageRef> => {
  const { image } = input;
  if (image === undefined) {
    throw new Failure("image_missing", {
      detail:
        "Send an image: {path}, {url}, {base64}, {upload} or {generation, frame} in JSON, or a multipart part named image.",
    });
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
type Stored = Extract<ImageSource, { upload: string } | { generation: string }>;

const isStored = (image: IncomingImage): image is Stored => "upload" in image || "generation" in image;

async function storedAlready(app: AppContext, image: IncomingImage, caller: Caller): Promise<ImageRef | undefined> {
  if (!isStored(image)) return undefined;
  const sha256 =
    "upload" in image ? uploadedDigest(image.upload) : await lastFrameDigest(app, image.generation, caller);
  const blob = sha256 === undefined ? undefined : await app.blobs.stat(sha256);
  if (blob === undefined) {
    throw new Failure("image_missing", {
      detail: "There is no such upload here: send the picture again to POST /api/v1/uploads.",
    });
  }
  return { ...(await app.blobs.withFile(blob.sha256, describeStill)), ...blob };
}

/** An upload's id is the digest of its bytes. */
const uploadedDigest = (id: string): string | undefined => /^upl_([0-9a-f]{64})$/u.exec(id)?.[1];

async function lastFrameDigest(app: AppContext, idText: string, caller: Caller): Promise<string> {
  const generation = await readGeneration(app, caller, idText);
  const artifacts = generation.status === "succeeded" ? generation.artifacts : [];
  const frame = artifacts.find(({ kind }) => kind === "last-frame");
  if (frame !== undefined) return frame.sha256;
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

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield bytes;
}
