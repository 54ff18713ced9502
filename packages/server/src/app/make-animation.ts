import { join } from "node:path";
import { type AnimationKind, Failure } from "@kinora/contract";
import type { Artifact, Generation, InStatus } from "@kinora/domain";
import { refuseNewWork } from "./admission/refuse-new-work.ts";
import type { AppContext } from "./app-context.ts";
import { artifactFileName } from "./artifact-file-name.ts";
import { applyEvent } from "./apply-event.ts";
import { withTempFolder } from "./image-intake/temp-folder.ts";
import { createKeyedLock } from "./keyed-lock.ts";

/** Where moving previews of a stored video are made. */
export interface AnimationDesk {
  /** Writes the animation to `outPath` and says its size; undefined where this machine cannot decode videos. */
  animate(
    path: string,
    options: { readonly kind: AnimationKind; readonly outPath: string; readonly signal: AbortSignal },
  ): Promise<{ readonly width: number; readonly height: number } | undefined>;
}

export interface AnimationDeps {
  readonly app: AppContext;
  readonly desk: AnimationDesk;
  readonly newToken: () => string;
}

/** The preview of a video, made when it is first asked for and kept beside it. */
export type MakeAnimation = (generation: InStatus<"succeeded">, kind: AnimationKind) => Promise<Artifact>;

/** One is made at a time, as it takes a process and much memory; who asks for the same one waits for it. */
export const makeAnimationIn = (deps: AnimationDeps): MakeAnimation => {
  const oneAtATime = createKeyedLock();
  return (generation, kind) =>
    oneAtATime("the animation desk", async () => {
      // It may have been made while this request waited.
      const now = await deps.app.store.read(generation.id);
      return ofKind(now ?? generation, kind) ?? make(deps, generation, kind);
    });
};

const ofKind = (generation: Generation, kind: Artifact["kind"]): Artifact | undefined =>
  generation.status === "succeeded" ? generation.artifacts.find((artifact) => artifact.kind === kind) : undefined;

async function make(
  { app, desk, newToken }: AnimationDeps,
  generation: InStatus<"succeeded">,
  kind: AnimationKind,
): Promise<Artifact> {
  const video = ofKind(generation, "video");
  if (video === undefined) throw missing(`${generation.id} has no video.`);
  await refuseNewWork(app);
  return withTempFolder(app.incomingDir, async (folder) => {
    const outPath = join(folder, kind);
    const size = await app.blobs
      .withFile(video.sha256, (path) => desk.animate(path, { kind, outPath, signal: app.stopping }))
      .catch((error: unknown) => {
        throw app.stopping.aborted ? new Failure("draining", { cause: error }) : error;
      });
    if (size === undefined)
      throw missing("This machine cannot decode videos: install ffmpeg, or Kinora's optional dependencies.");
    const facts = { kind, mediaType: `image/${kind}`, ...size, durationSeconds: video.durationSeconds };
    const artifact: Artifact = {
      ...facts,
      ...(await app.blobs.putFile(outPath)),
      capability: newToken(),
      fileName: artifactFileName({ ...facts, prompt: generation.prompt }),
    };
    await applyEvent(app, generation.id, { type: "animation_made", artifact });
    return artifact;
  });
}

const missing = (detail: string): Failure => new Failure("artifact_not_found", { detail });
