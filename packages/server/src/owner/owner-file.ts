import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { writePrivateFile } from "../private-file.ts";

const ownerSchema = z.object({
  pid: z.int(),
  url: z.string(),
  token: z.string(),
  version: z.string(),
  started_at: z.string(),
});

/** Who owns a data folder, and how to reach it: what its other processes read. */
export type Owner = z.infer<typeof ownerSchema>;

const pathIn = (folder: string): string => join(folder, "owner.json");

/** Leaves the owner's address in the folder, whole or not at all, readable by this user alone. */
export const writeOwner = (folder: string, owner: Owner): Promise<void> =>
  writePrivateFile(pathIn(folder), `${JSON.stringify(owner, null, 2)}\n`);

export const removeOwner = (folder: string): Promise<void> => rm(pathIn(folder), { force: true });

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, under another user.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
};

const parseOwner = (text: string): Owner | undefined => {
  try {
    return ownerSchema.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
};

/** The living process that left its address; undefined when there is none (yet), or only a dead one's. */
export const readOwner = async (folder: string): Promise<Owner | undefined> => {
  const text = await readFile(pathIn(folder), "utf8").catch(() => undefined);
  const owner = text === undefined ? undefined : parseOwner(text);
  return owner !== undefined && isAlive(owner.pid) ? owner : undefined;
};
