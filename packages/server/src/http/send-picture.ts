import type { ImageRef } from "@kinora/domain";
import type { FastifyReply, FastifyRequest } from "fastify";
import { sendArtifact } from "./send-artifact.ts";

/** Answers with the bytes of a picture that somebody sent, as they came. */
export const sendPicture = (
  call: { readonly request: FastifyRequest; readonly reply: FastifyReply },
  { sha256, mediaType }: ImageRef,
  app: Parameters<typeof sendArtifact>[2],
): Promise<FastifyReply> =>
  sendArtifact(call, { sha256, mediaType, fileName: `picture.${mediaType.replace("image/", "")}` }, app);
