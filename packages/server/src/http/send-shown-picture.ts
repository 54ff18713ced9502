import type { ImageRef } from "@kinora/domain";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { AppContext } from "../app/app-context.ts";
import { shownPicture } from "../app/shown-picture.ts";
import { sendPicture } from "./send-picture.ts";

/** Kept by the browser: the same address always has the same picture. */
const KEPT_SECONDS = 3600;

/** Answers with a picture that every browser can show: as it came where it can be shown, else as WebP. */
export const sendShownPicture = async (
  call: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  image: ImageRef,
  app: AppContext,
): Promise<FastifyReply> => {
  const bytes = await shownPicture(app, image);
  if (bytes === undefined) return sendPicture(call, image, app);
  return call.reply
    .headers({
      "cache-control": `private, max-age=${KEPT_SECONDS}`,
      "content-security-policy": "default-src 'none'; sandbox",
    })
    .type("image/webp")
    .send(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
};
