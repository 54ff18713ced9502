import { stat } from "node:fs/promises";
import { masterKeyPath, readMasterKeyFile } from "../../secrets/master-key.ts";
import type { Finding } from "./finding.ts";

const OTHERS = 0o077;

/** Whether the file that opens the stored keys is whole, and this user's alone; nothing where there is none. */
export const checkMasterKey = async (dataDir: string, platform: NodeJS.Platform): Promise<Finding[]> => {
  const id = "master key";
  const path = masterKeyPath(dataDir);
  try {
    if ((await readMasterKeyFile(path)) === undefined) return [];
  } catch (error) {
    return [{ id, verdict: "fail", says: error instanceof Error ? error.message : String(error) }];
  }
  const { mode } = await stat(path);
  if (platform !== "win32" && (mode & OTHERS) !== 0) {
    return [{ id, verdict: "warn", says: `Others can read ${path}.`, remedy: `Take that away: chmod 600 ${path}` }];
  }
  return [{ id, verdict: "ok", says: `${path} opens the stored keys, and is this user's alone: keep a copy of it.` }];
};
