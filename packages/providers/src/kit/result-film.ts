import { rename, rm, writeFile } from "node:fs/promises";
import { Failure } from "@kinora/contract";

/**
 * A quick look, so that an error page is said to be one; the whole film is checked by whoever collects it. Throws Failure
 * `result_unusable`, and then the file is gone.
 */
export const requireFilm = async (path: string): Promise<void> => {
  const { readFilmHead } = await import("@kinora/media");
  const { format, head } = await readFilmHead(path);
  if (format !== undefined) return;
  await rm(path, { force: true });
  const text = Buffer.from(head).toString("latin1").trimStart();
  const seems = /^[<{[]/u.test(text) ? ": it is a page or a message" : "";
  throw new Failure("result_unusable", { detail: `The provider's file is not a video${seems}.` });
};

/** Writes a film that came inside an answer; at `toPath` it is whole, or not at all. Throws as `requireFilm` does. */
export const saveFilm = async (bytes: Uint8Array, toPath: string): Promise<void> => {
  const path = `${toPath}.arriving`;
  try {
    await writeFile(path, bytes);
    await requireFilm(path);
    await rename(path, toPath);
  } finally {
    await rm(path, { force: true });
  }
};
