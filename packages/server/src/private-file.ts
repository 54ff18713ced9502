import { randomUUID } from "node:crypto";
import { open, rename } from "node:fs/promises";

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
