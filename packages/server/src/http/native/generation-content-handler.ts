import { ANIMATION_KINDS, type AnimationKind, type ArtifactKind, Failure } from "@kinora/contract";
import { type Artifact, type Generation, isFinal } from "@kinora/domain";
import { readGeneration } from "../../app/read-generation.ts";
import type { HttpContext } from "../http-context.ts";
import { sendArtifact } from "../send-artifact.ts";
import { sendPicture } from "../send-picture.ts";
import type { RouteHandler } from "./route-handlers.ts";

/** The bytes of one artifact of a generation, for those who may see it. */
export const generationContentHandler: RouteHandler<"generationContent"> = async (call) => {
  const { context, caller, params, query, request, reply } = call;
  const generation = await readGeneration(context.app, caller, params.id);
  if (query.variant === "image") return sendPicture({ request, reply }, generation.image, context.app.blobs);
  if (!isFinal(generation)) {
    throw new Failure("artifact_not_ready", {
      detail: `${generation.id} is ${generation.status}: ask again when it has succeeded (GET /api/v1/generations/${generation.id}?wait=60 waits).`,
    });
  }
  return sendArtifact({ request, reply }, await artifactOf(context, generation, query.variant), context.app.blobs);
};

const isAnimation = (kind: ArtifactKind): kind is AnimationKind =>
  (ANIMATION_KINDS as readonly ArtifactKind[]).includes(kind);

/** The stored file of that kind; a preview is made now if it was never asked for. */
async function artifactOf(context: HttpContext, generation: Generation, kind: ArtifactKind): Promise<Artifact> {
  const artifacts = generation.status === "succeeded" ? generation.artifacts : [];
  const artifact = artifacts.find((one) => one.kind === kind);
  if (artifact !== undefined) return artifact;
  if (generation.status === "succeeded" && isAnimation(kind)) return context.makeAnimation(generation, kind);
  throw new Failure("artifact_not_found", {
    detail: `${generation.id} is ${generation.status} and has no ${kind}.`,
  });
}
