import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import type { ArtifactKind, Warning } from "@kinora/contract";
import { Failure } from "@kinora/contract";
import {
  type Artifact,
  eventOfCollectFailure,
  type GenerationEvent,
  type InStatus,
  isOwnTrouble,
  wakeAtOf,
} from "@kinora/domain";
import { artifactFileName } from "../app/artifact-file-name.ts";
import { isKept, keptFilmPath } from "./kept-film.ts";
import { callContext, providerOf, record, type StepContext } from "./step-context.ts";
import type { CheckedVideo } from "./video-desk.ts";

type Collecting = InStatus<"collecting">;

interface FileToStore {
  readonly kind: ArtifactKind;
  readonly path: string;
  readonly mediaType: string;
  readonly width: number;
  readonly height: number;
  readonly durationSeconds: number | undefined;
}

/** A folder of this generation's own, empty at the start and gone at the end. */
const withFolder = async <T>(path: string, use: (folder: string) => Promise<T>): Promise<T> => {
  await rm(path, { recursive: true, force: true });
  await mkdir(path, { recursive: true, mode: 0o700 });
  try {
    return await use(path);
  } finally {
    await rm(path, { recursive: true, force: true });
  }
};

const storeFile = async (
  { deps }: StepContext,
  { path, ...facts }: FileToStore,
  prompt: string | undefined,
): Promise<Artifact> => ({
  ...facts,
  ...(await deps.blobs.putFile(path)),
  capability: deps.newToken(),
  fileName: artifactFileName({ ...facts, prompt }),
});

interface StorableVideo extends CheckedVideo {
  readonly path: string;
  readonly warnings: readonly Warning[];
}

/**
 * The film as it is stored: an MP4, unless its provider makes the kind that was asked for. One film at a time: each may take
 * a process and much memory, and after a restart many wait for one.
 */
const prepare = (
  { deps: { videoDesk }, memory, signal }: StepContext,
  path: string,
  { folder, keepsKind }: { readonly folder: string; readonly keepsKind: boolean },
): Promise<StorableVideo> =>
  memory.oneByOne("the video desk", async () => {
    const converted = keepsKind ? undefined : await videoDesk.asMp4(path, { folder, signal });
    const film = converted ?? { path, warnings: [] };
    return { ...film, ...(await videoDesk.check(film.path, { folder, signal })) };
  });

/** The whole film on this machine, downloaded now unless it was before. */
const fetchFilm = async (context: StepContext, generation: Collecting, folder: string): Promise<string> => {
  const kept = keptFilmPath(context.deps.folder, generation);
  if (await isKept(kept)) return kept;
  const provider = providerOf(context, generation);
  if (provider === undefined) {
    throw new Failure("result_unreachable", {
      detail: `${generation.provider} is not set up here any more: set it up.`,
    });
  }
  const path = join(folder, "video");
  await provider.download(generation.result, path, callContext(context, context.signal));
  await rename(path, kept);
  return kept;
};

/** Fetches, checks and stores the result; only what is on our own storage is called collected. */
const fetchResult = async (context: StepContext, generation: Collecting, folder: string): Promise<GenerationEvent> => {
  const path = await fetchFilm(context, generation, folder);
  const keepsKind = providerOf(context, generation)?.makesKindAsked === true;
  const { stills, warnings, ...video } = await prepare(context, path, { folder, keepsKind });
  // The film is the last to leave: until then it can be stored again without its provider.
  const artifacts: Artifact[] = [];
  for (const still of stills) {
    artifacts.push(await storeFile(context, { ...still, durationSeconds: undefined }, generation.prompt));
  }
  artifacts.unshift(await storeFile(context, { kind: "video", ...video }, generation.prompt));
  return { type: "collected", artifacts, ...(warnings.length === 0 ? {} : { warnings }) };
};

const tryToCollect = async (context: StepContext, generation: Collecting): Promise<GenerationEvent> => {
  const { folder, clock, rng, log } = context.deps;
  const film = keptFilmPath(folder, generation);
  try {
    const event = await withFolder(join(folder, generation.id), (own) => fetchResult(context, generation, own));
    await rm(film, { force: true });
    return event;
  } catch (error) {
    if (context.signal.aborted) throw error;
    if (!isOwnTrouble(error)) await rm(film, { force: true });
    log.warn("result.collect_failed", { generationId: generation.id, error });
    const retentionMs = providerOf(context, generation)?.retentionMs;
    return eventOfCollectFailure(generation, error, { now: clock.now(), rng, retentionMs });
  }
};

/** A generation whose provider is done: fetch, check, store, and only then say so. Running it again is harmless. */
export const collectStep = async (context: StepContext, generation: Collecting): Promise<number | undefined> => {
  if (generation.collectAt > context.deps.clock.now()) return generation.collectAt;
  try {
    return wakeAtOf(await record(context, generation, await tryToCollect(context, generation)));
  } catch (error) {
    if (context.signal.aborted) return undefined;
    throw error;
  }
};
