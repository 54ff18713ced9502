import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { GenerationId } from "@kinora/domain";

const SUFFIX = ".film";

/**
 * Where a film lies from the end of its download until our storage has it. While the storage is away it stays, also over a restart: its
 * provider may have deleted it by then.
 */
export const keptFilmPath = (folder: string, id: GenerationId): string => join(folder, id + SUFFIX);

export const isKept = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Empties the folder of everything but the films of these generations. */
export const removeAllBut = async (folder: string, wanted: readonly GenerationId[]): Promise<void> => {
  const names = new Set(wanted.map((id) => id + SUFFIX));
  for (const name of await readdir(folder).catch(() => [])) {
    if (!names.has(name)) await rm(join(folder, name), { recursive: true, force: true });
  }
};
