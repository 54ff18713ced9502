import { randomUUID } from "node:crypto";
import { constants, createWriteStream } from "node:fs";
import { access, copyFile, link, mkdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, extname, join, resolve } from "node:path";
import { pipeline } from "node:stream/promises";
import { Failure } from "@kinora/contract";

/** Where a file goes: to a path that somebody named, or to a free name in a folder. */
export type Destination =
  | { readonly kind: "named"; readonly path: string }
  | { readonly kind: "free"; readonly folder: string; readonly stem: string; readonly extension: string };

export interface OutputRequest {
  /** What `-o` says. */
  readonly output: string | undefined;
  /** What the file is called where `-o` does not name it. */
  readonly stem: string;
  /** With its dot. */
  readonly extension: string;
  readonly workingDir: string;
  /** Several files cannot have one name: then `-o` is a folder. */
  readonly isOneOfMany: boolean;
}

const codeOf = (error: unknown): string | undefined =>
  error instanceof Error && "code" in error ? String(error.code) : undefined;

const refuse = (detail: string, cause?: unknown): Failure => new Failure("bad_option", { detail, cause });

const isFolder = async (path: string): Promise<boolean> =>
  (await stat(path).catch(() => undefined))?.isDirectory() === true;

/** Decides where a file goes before the work begins, and refuses what could not be written after it. */
export const chooseDestination = async (asked: OutputRequest): Promise<Destination> => {
  const { output, stem, extension, workingDir, isOneOfMany } = asked;
  if (output === undefined) return { kind: "free", folder: await writable(workingDir), stem, extension };
  const path = resolve(workingDir, output);
  if (/[/\\]$/u.test(output)) await mkdir(path, { recursive: true });
  if (await isFolder(path)) return { kind: "free", folder: await writable(path), stem, extension };
  if (isOneOfMany) throw refuse(`With several images -o names a folder: make ${output}, or write ${output}/.`);
  const ending = extname(path).toLowerCase();
  if (ending !== "" && ending !== extension) {
    throw refuse(
      `-o ${output} ends in ${ending}, and the file is ${extension.slice(1).toUpperCase()}: end it in ${extension}.`,
    );
  }
  await writable(dirname(path));
  return { kind: "named", path };
};

const writable = async (folder: string): Promise<string> => {
  if (!(await isFolder(folder))) throw refuse(`There is no folder ${folder}: make it, or name another file with -o.`);
  await access(folder, constants.W_OK).catch((cause: unknown) => {
    throw refuse(`${folder} cannot be written: name a file in another folder with -o.`, cause);
  });
  return folder;
};

/**
 * Writes a file whole or not at all, and gives its path. A named file is replaced; a free name is one that nobody had,
 * also when two commands choose at once.
 */
export const writeOutput = async (
  bytes: AsyncIterable<Uint8Array>,
  destination: Destination,
  signal: AbortSignal,
): Promise<string> => {
  if (destination.kind === "named" && (await isDevice(destination.path))) {
    await pipeline(bytes, createWriteStream(destination.path), { signal });
    return destination.path;
  }
  const folder = destination.kind === "named" ? dirname(destination.path) : destination.folder;
  const temporary = join(folder, `.kinora-${randomUUID()}.part`);
  try {
    await pipeline(bytes, createWriteStream(temporary, { flags: "wx" }), { signal });
    if (destination.kind === "free") return await moveToFreeName(temporary, destination);
    await rename(temporary, destination.path);
    return destination.path;
  } catch (error) {
    throw codeOf(error) === "ENOSPC"
      ? new Failure("disk_full", { detail: `The disk of ${folder} is full: make room, and download the video again.` })
      : error;
  } finally {
    await rm(temporary, { force: true });
  }
};

/** `/dev/null` and its like are written to, never replaced. */
const isDevice = async (path: string): Promise<boolean> => {
  const facts = await stat(path).catch(() => undefined);
  return facts !== undefined && !facts.isFile();
};

const moveToFreeName = async (
  temporary: string,
  { folder, stem, extension }: Extract<Destination, { kind: "free" }>,
): Promise<string> => {
  for (let number = 1; ; number += 1) {
    const name = number === 1 ? `${stem}${extension}` : `${stem}-${number}${extension}`;
    const path = join(folder, basename(name));
    if (await claimName(temporary, path)) return path;
  }
};

/** A link fails where the name is taken, in one step; where there are no links, a copy that does the same. */
const claimName = async (temporary: string, path: string): Promise<boolean> => {
  try {
    await link(temporary, path).catch(async (error: unknown) => {
      if (codeOf(error) === "EEXIST") throw error;
      await copyFile(temporary, path, constants.COPYFILE_EXCL);
    });
    return true;
  } catch (error) {
    if (codeOf(error) === "EEXIST") return false;
    throw error;
  }
};
