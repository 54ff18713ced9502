import { createReadStream, openAsBlob } from "node:fs";
import { stat } from "node:fs/promises";
import { basename, extname, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Failure } from "@kinora/contract";
import type { Client } from "@kinora/sdk";
import type { CommandContext } from "../command-context.ts";

export interface ImageArgument {
  /** As people call it: what was typed. */
  readonly title: string;
  /** What the video's name is made of: the file's name without its ending. */
  readonly stem: string;
  /** Where it lies, when it is a file. */
  readonly path?: string;
  /** Bytes that are sent along, or an address that the server fetches. */
  readonly image: Blob | { readonly url: string };
}

/** More than any server takes, and little enough to hold: what comes by a pipe has no size to ask for. */
const PIPE_MAX_BYTES = 256 * 1024 * 1024;

const stemOf = (path: string): string => {
  const name = basename(path);
  const stem = basename(name, extname(name));
  return stem === "" || stem === "." || stem === ".." ? "animation" : stem;
};

/** Reads an `IMAGE` of the command line: a path, an http(s) or file URL, or `-` for standard input. */
export const readImageArgument = async (
  argument: string,
  { stdin, workingDir }: Pick<CommandContext, "stdin" | "workingDir">,
): Promise<ImageArgument> => {
  if (argument === "-") {
    return { title: "standard input", stem: "animation", image: await readPipe(stdin, "standard input") };
  }
  if (/^https?:\/\//iu.test(argument)) return { title: argument, stem: stemOfUrl(argument), image: { url: argument } };
  const path = resolve(workingDir, /^file:\/\//iu.test(argument) ? fileURLToPath(argument) : argument);
  return { title: argument, stem: stemOf(path), path, image: await readFileAt(path, argument) };
};

const stemOfUrl = (address: string): string => {
  if (!URL.canParse(address)) {
    throw new Failure("bad_request", { detail: `${address} is no address: check how it is spelt.` });
  }
  const { pathname } = new URL(address);
  try {
    return stemOf(decodeURIComponent(pathname));
  } catch {
    return stemOf(pathname);
  }
};

const readFileAt = async (path: string, title: string): Promise<Blob> => {
  const facts = await stat(path).catch((cause: unknown) => {
    throw new Failure("image_path_unreadable", { detail: `${title} cannot be read: check the path.`, cause });
  });
  if (facts.isDirectory()) {
    throw new Failure("image_path_unreadable", { detail: `${title} is a folder: name a picture in it.` });
  }
  if (!facts.isFile()) return readPipe(createReadStream(path), title);
  const bytes = await openAsBlob(path).catch((cause: unknown) => {
    throw new Failure("image_path_unreadable", { detail: `${title} cannot be read: check its permissions.`, cause });
  });
  return new File([bytes], basename(path));
};

const readPipe = async (bytes: AsyncIterable<Uint8Array>, title: string): Promise<Blob> => {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let total = 0;
  for await (const chunk of bytes) {
    total += chunk.byteLength;
    if (total > PIPE_MAX_BYTES) {
      throw new Failure("image_too_large", { detail: `${title} goes on beyond 256 MiB: send one picture.` });
    }
    chunks.push(new Uint8Array(chunk));
  }
  if (total === 0) throw new Failure("image_missing", { detail: `Nothing came from ${title}: send a picture.` });
  return new Blob(chunks);
};

/** Refuses before sending what the server would refuse after: it may hang up in the middle of a body that is too long. */
export const checkImageSize = async (
  { title, image }: ImageArgument,
  client: Pick<Client, "limits">,
  signal: AbortSignal,
): Promise<void> => {
  if (!(image instanceof Blob)) return;
  const { upload_max_bytes: maxBytes } = await client.limits({ signal });
  if (image.size <= maxBytes) return;
  const mebibytes = (bytes: number): string => `${Math.ceil((bytes * 10) / 1024 ** 2) / 10} MiB`;
  throw new Failure("image_too_large", {
    detail: `${title} has ${mebibytes(image.size)}, and this server takes ${mebibytes(maxBytes)}: make it smaller.`,
  });
};
