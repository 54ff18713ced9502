import { readArtifact } from "../../app/read-artifact.ts";
import { readGeneration } from "../../app/read-generation.ts";
import { sendArtifact } from "../send-artifact.ts";
import { sendPicture } from "../send-picture.ts";
import { sendShownPicture } from "../send-shown-picture.ts";
import type { RouteHandler } from "./route-handlers.ts";

/** The bytes of one artifact of a generation, for those who may see it. */
export const generationContentHandler: RouteHandler<"generationContent"> = async (call) => {
  const { context, caller, params, query, request, reply } = call;
  const generation = await readGeneration(context.app, caller, params.id);
  if (query.variant === "image" && query.shown === true) {
    return sendShownPicture({ request, reply }, generation.image, context.app);
  }
  if (query.variant === "image") return sendPicture({ request, reply }, generation.image, context.app);
  const artifact = await readArtifact(context.makeAnimation, generation, query.variant);
  return sendArtifact({ request, reply }, artifact, context.app);
};
