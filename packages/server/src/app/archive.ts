import { Failure } from "@kinora/contract";
import { type Artifact, type Generation, isFinal, labelsOf } from "@kinora/domain";
import type { AppContext } from "./app-context.ts";
import { artifactFileName } from "./artifact-file-name.ts";

/** One file of an archive: a stored video under a name of its own. */
export interface ArchiveEntry {
  readonly name: string;
  readonly sha256: string;
  readonly bytes: number;
  /** When it was made (ms). */
  readonly madeAt: number;
}

/**
 * The videos of generations, in that order, each under another name: its title, else words of its prompt. Throws
 * artifact_not_ready, or artifact_not_found, for the first that has none.
 */
export const archiveEntries = async (
  { blobs }: Pick<AppContext, "blobs">,
  generations: readonly Generation[],
): Promise<readonly ArchiveEntry[]> => {
  const taken = new Set<string>();
  const entries: ArchiveEntry[] = [];
  for (const generation of generations) {
    const { video, madeAt } = videoOf(generation);
    const blob = await blobs.stat(video.sha256);
    if (blob === undefined) throw missing(`The file of ${generation.id} is no longer stored: make the video again.`);
    const name = uniqueName(nameOf(generation, video), taken);
    entries.push({ name, madeAt, ...blob });
  }
  return entries;
};

function videoOf(generation: Generation): { readonly video: Artifact; readonly madeAt: number } {
  const { id, status } = generation;
  if (!isFinal(generation)) {
    throw new Failure("artifact_not_ready", { detail: `${id} is ${status}: ask again when it has succeeded.` });
  }
  const video = generation.status === "succeeded" && generation.artifacts.find(({ kind }) => kind === "video");
  if (video === undefined || video === false) {
    throw missing(`${id} is ${status} and has no video: leave it out of the archive.`);
  }
  return { video, madeAt: generation.finishedAt };
}

const missing = (detail: string): Failure => new Failure("artifact_not_found", { detail });

/** Plain letters and digits: safe in every file system. */
const nameOf = (generation: Generation, { kind, mediaType }: Artifact): string =>
  artifactFileName({ kind, mediaType, prompt: labelsOf(generation).title ?? generation.prompt });

function uniqueName(name: string, taken: Set<string>): string {
  const dot = name.lastIndexOf(".");
  let unique = name;
  for (let count = 2; taken.has(unique); count += 1) unique = `${name.slice(0, dot)}-${count}${name.slice(dot)}`;
  taken.add(unique);
  return unique;
}
