import { createHash } from "node:crypto";
import type { GenerationRequest, JsonValue } from "@kinora/contract";
import { canonicalJson } from "./canonical-json.ts";

/**
 * SHA-256 over everything that was asked, with the picture by its content and not by the way it came: the same
 * photograph as a path, an upload or base64 gives the same digest. Raw bodies and multipart boundaries never count.
 */
export const requestDigest = (request: Omit<GenerationRequest, "image">, imageSha256: string): string => {
  const asked = { ...request, image: imageSha256 } as unknown as JsonValue;
  return createHash("sha256").update(canonicalJson(asked)).digest("hex");
};
