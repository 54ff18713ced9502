import { randomUUID } from "node:crypto";
import { link, open, rename, rm } from "node:fs/promises";

/** Makes a file whole or not at all, readable by this user alone; false, with nothing changed, where there is one. */
export const makePrivateFile = async (path: string, text: string): Promise<boolean> => {
  const temporary = `${path}.${randomUUID()}.tmp`;
  await writePrivateFile(temporary, text);
  try {
    await link(temporary, path);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  } finally {
    await rm(temporary, { force: true });
  }
};

/** Writes a file whole or not at all, readable by this user alone. What is there under its name is replaced. */
export const writePrivateFile = async (path: string, text: string): Promise<void> => {
  const temporary = `${path}.${randomUUID()}.tmp`;
  const handle = await open(temporary, "wx", 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, path);
};
