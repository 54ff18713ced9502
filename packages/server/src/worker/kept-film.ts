import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { GenerationId, InStatus } from "@kinora/domain";

const SUFFIX = ".film";

/**
 * Where the film of an attempt lies from the end of its download until our storage has it. While the storage is away it stays, also over a
 * restart: its provider may have deleted it by then.
 */
export const keptFilmPath = (folder: string, { id, attempt }: InStatus<"collecting">): string =>
  join(folder, `${id}.${attempt.id}${SUFFIX}`);

export const isKept = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Empties the folder of everything but the films of these generations. */
export const removeAllBut = async (folder: string, wanted: readonly GenerationId[]): Promise<void> => {
  const ids = new Set<string>(wanted);
  for (const name of await readdir(folder).catch(() => [])) {
    const [id = ""] = name.split(".");
    if (!name.endsWith(SUFFIX) || !ids.has(id)) await rm(join(folder, name), { recursive: true, force: true });
  }
};
