import { createHash } from "node:crypto";
import type { GenerationRequest, JsonValue } from "@kinora/contract";
import { canonicalJson } from "./canonical-json.ts";

export interface PictureDigests {
  readonly image: string;
  readonly lastImage?: string | undefined;
}

/**
 * SHA-256 over everything that was asked, with the pictures by their content and not by the way they came: the same
 * photograph as a path, an upload or base64 gives the same digest. Raw bodies and multipart boundaries never count.
 */
export const requestDigest = (
  request: Omit<GenerationRequest, "image">,
  { image, lastImage }: PictureDigests,
): string => {
  const last = lastImage === undefined ? {} : { last_image: lastImage };
  const asked = { ...request, image, ...last } as unknown as JsonValue;
  return createHash("sha256").update(canonicalJson(asked)).digest("hex");
};
