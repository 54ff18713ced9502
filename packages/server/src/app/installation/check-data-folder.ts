import { randomUUID } from "node:crypto";
import { rm, statfs, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { makeFolder } from "../../owner/make-folder.ts";
import type { Finding } from "./finding.ts";

const MEBIBYTE = 1024 ** 2;
/** Below this a clip may not fit. */
const TOO_LITTLE_BYTES = 200 * MEBIBYTE;
/** Below this some hundred clips fill the disk. */
const LITTLE_BYTES = 2048 * MEBIBYTE;

/** Whether the data folder can be written, and how much room there is. */
export const checkDataFolder = async (folder: string): Promise<Finding> => {
  const id = "data folder";
  const probe = join(folder, `.doctor-${randomUUID()}`);
  try {
    await makeFolder(folder);
    await writeFile(probe, "x", { flag: "wx", mode: 0o600 });
    await rm(probe);
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    const remedy = "Give it to this user, or name another with KINORA_DATA_DIR.";
    return { id, verdict: "fail", says: `${folder} cannot be written (${words}).`, remedy };
  }
  const { bavail, bsize } = await statfs(folder);
  return judgeRoom(folder, bavail * bsize);
};

/** @internal for its test */
export const judgeRoom = (folder: string, freeBytes: number): Finding => {
  const id = "data folder";
  const free =
    freeBytes >= 10_240 * MEBIBYTE
      ? `${Math.floor(freeBytes / 1024 / MEBIBYTE)} GiB`
      : `${Math.floor(freeBytes / MEBIBYTE)} MiB`;
  const says = `${folder} can be written; ${free} are free.`;
  const remedy = "Make room on its disk, or name a folder on another with KINORA_DATA_DIR.";
  if (freeBytes < TOO_LITTLE_BYTES) return { id, verdict: "fail", says, remedy };
  return freeBytes < LITTLE_BYTES ? { id, verdict: "warn", says, remedy } : { id, verdict: "ok", says };
};
