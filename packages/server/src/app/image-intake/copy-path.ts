import { constants, type Stats } from "node:fs";
import { type FileHandle, open, writeFile } from "node:fs/promises";
import { Failure } from "@kinora/contract";
import { allowedPath, unreadable } from "./allowed-path.ts";

export interface CopyPathOptions {
  readonly folders: readonly string[];
  readonly maxBytes: number;
  readonly toPath: string;
}

/**
 * Copies the picture that a request names by path into a file of our own. Only a plain file whose first bytes are those
 * of a picture is read further; what is checked is the open file, so it cannot be exchanged in between.
 */
export const copyPath = async (path: string, options: CopyPathOptions): Promise<void> => {
  const real = await allowedPath(path, options.folders);
  const file = await openPlain(real).catch((cause: unknown) => {
    throw cause instanceof Failure ? cause : unreadable(path, cause);
  });
  try {
    await checkFile(file, await file.stat(), options.maxBytes);
    const { capBytes } = await import("@kinora/net");
    const chunks = file.createReadStream({ start: 0, autoClose: false }) as AsyncIterable<Uint8Array>;
    await writeFile(options.toPath, capBytes(chunks, options.maxBytes, "image_too_large"), { mode: 0o600 });
  } finally {
    await file.close();
  }
};

/** Follows no last link (the path is a real one already) and does not wait for a writer of a named pipe. */
const openPlain = (path: string): Promise<FileHandle> =>
  open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);

async function checkFile(file: FileHandle, stats: Stats, maxBytes: number): Promise<void> {
  if (!stats.isFile()) {
    throw new Failure("image_path_unreadable", { detail: "The path does not name a plain file: name a picture." });
  }
  if (stats.size > maxBytes) {
    throw new Failure("image_too_large", {
      detail: `The file has ${stats.size} bytes; this server takes at most ${maxBytes}. Make it smaller.`,
    });
  }
  const { sniffImage, SNIFF_BYTES } = await import("@kinora/media");
  const { buffer, bytesRead } = await file.read(new Uint8Array(SNIFF_BYTES), 0, SNIFF_BYTES, 0);
  if (bytesRead > 0 && sniffImage(buffer.subarray(0, bytesRead)) === undefined) {
    throw new Failure("image_unsupported", {
      detail:
        "The file is not a picture, whatever its name says: name a JPEG, PNG, WebP, AVIF, HEIC, TIFF or GIF file.",
    });
  }
}
