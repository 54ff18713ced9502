import { Failure } from "@kinora/contract";
import { isFinal } from "@kinora/domain";
import { readGeneration } from "../../app/read-generation.ts";
import { sendArtifact } from "../send-artifact.ts";
import type { RouteHandler } from "./route-handlers.ts";

/** The bytes of one artifact of a generation, for those who may see it. */
export const generationContentHandler: RouteHandler<"generationContent"> = async (call) => {
  const { context, caller, params, query, request, reply } = call;
  const generation = await readGeneration(context.app, caller, params.id);
  if (!isFinal(generation)) {
    throw new Failure("artifact_not_ready", {
      detail: `${generation.id} is ${generation.status}: ask again when it has succeeded (GET /api/v1/generations/${generation.id}?wait=60 waits).`,
    });
  }
  const artifacts = generation.status === "succeeded" ? generation.artifacts : [];
  const artifact = artifacts.find(({ kind }) => kind === query.variant);
  if (artifact === undefined) {
    throw new Failure("artifact_not_found", {
      detail: `${generation.id} is ${generation.status} and has no ${query.variant}.`,
    });
  }
  return sendArtifact({ request, reply }, artifact, context.app.blobs);
};
