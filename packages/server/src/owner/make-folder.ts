import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";

const MODE = 0o700;

/**
 * Makes a folder and what is missing above it, readable by this user alone; one that is there stays as it is. Not `mkdir`
 * with `recursive`: that spins for ever where the system says "no such entry" under a parent that exists (/proc, a dead automount).
 */
export const makeFolder = async (folder: string): Promise<void> => {
  try {
    await makeLast(folder);
  } catch (error) {
    const parent = dirname(folder);
    if (!isNoEntry(error) || parent === folder) throw error;
    await makeFolder(parent);
    // Once more, and no more: another process may have made the parent between our two looks at it.
    await makeLast(folder);
  }
};

const makeLast = async (folder: string): Promise<void> => {
  try {
    await mkdir(folder, MODE);
  } catch (error) {
    if (!(await isFolder(folder))) throw error;
  }
};

const isFolder = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

const isNoEntry = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "ENOENT";
