import { ANIMATION_KINDS, type AnimationKind, type ArtifactKind, Failure } from "@kinora/contract";
import { type Artifact, type Generation, isFinal } from "@kinora/domain";
import type { MakeAnimation } from "./make-animation.ts";

const isAnimation = (kind: ArtifactKind): kind is AnimationKind =>
  (ANIMATION_KINDS as readonly ArtifactKind[]).includes(kind);

/** The stored file of that kind; a preview is made now if it was never asked for. Throws artifact_not_ready or artifact_not_found. */
export const readArtifact = async (
  makeAnimation: MakeAnimation,
  generation: Generation,
  kind: ArtifactKind,
): Promise<Artifact> => {
  if (!isFinal(generation)) {
    throw new Failure("artifact_not_ready", {
      detail: `${generation.id} is ${generation.status}: ask again when it has succeeded (GET /api/v1/generations/${generation.id}?wait=60 waits).`,
    });
  }
  const artifacts = generation.status === "succeeded" ? generation.artifacts : [];
  const artifact = artifacts.find((one) => one.kind === kind);
  if (artifact !== undefined) return artifact;
  if (generation.status === "succeeded" && isAnimation(kind)) return makeAnimation(generation, kind);
  throw new Failure("artifact_not_found", {
    detail: `${generation.id} is ${generation.status} and has no ${kind}.`,
  });
};
