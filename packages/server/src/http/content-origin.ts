import type { AppContext } from "../app/app-context.ts";

/** Where presigned addresses lead: the origin that pages must be allowed to show. Undefined where artifacts are streamed. */
export const contentOrigin = async ({
  blobs,
  config,
}: Pick<AppContext, "blobs" | "config">): Promise<string | undefined> => {
  if (config.content === "stream" || blobs.presign === undefined) return undefined;
  const example = { forSeconds: 1, mediaType: "video/mp4", disposition: "inline" };
  return new URL(await blobs.presign("0".repeat(64), example)).origin;
};
