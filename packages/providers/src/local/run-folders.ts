import { constants, copyFile, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { Failure } from "@kinora/contract";

/** Where runs keep what they read and write: one folder a run, under one of the provider's own. */
export interface RunFolders {
  /** Makes a run's folder with its own copy of the still in it. */
  prepare(runId: string, stillPath: string): Promise<{ stillPath: string; outputPath: string }>;
  /** Copies a run's clip; throws `result_gone` when it is not there any more. */
  copyClip(runId: string, toPath: string): Promise<void>;
  remove(runId: string): Promise<void>;
  /** Removes all folders but those of these runs. */
  removeOthers(runIds: ReadonlySet<string>): Promise<void>;
}

const CLIP = "clip.mp4";

export const createRunFolders = (folder: string): RunFolders => ({
  prepare: async (runId, stillPath) => {
    const own = join(folder, runId);
    await mkdir(own, { recursive: true, mode: 0o700 });
    const copy = join(own, "still");
    await copyFile(stillPath, copy, constants.COPYFILE_FICLONE);
    return { stillPath: copy, outputPath: join(own, CLIP) };
  },
  copyClip: async (runId, toPath) => {
    try {
      await copyFile(join(folder, runId, CLIP), toPath, constants.COPYFILE_FICLONE);
    } catch (error) {
      if (error instanceof Error && "code" in error && error.code === "ENOENT") {
        throw new Failure("result_gone", { detail: "The rendered clip is gone from the data folder.", cause: error });
      }
      throw error;
    }
  },
  remove: (runId) => rm(join(folder, runId), { recursive: true, force: true }),
  removeOthers: async (runIds) => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const name of await readdir(folder)) {
      if (!runIds.has(name)) await rm(join(folder, name), { recursive: true, force: true });
    }
  },
});
