import { mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";

/** A new folder for the time of `use`, gone afterwards however that ends. */
export const withTempFolder = async <T>(parent: string, use: (folder: string) => Promise<T>): Promise<T> => {
  const folder = await mkdtemp(join(parent, "in-"));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};
