import { realpath } from "node:fs/promises";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { Failure } from "@kinora/contract";

/**
 * The real path of a file that a request names, with every symbolic link resolved, which lies in one of the allowed
 * folders (their real paths). Throws image_path_forbidden for all outside, whether it exists or not, so that nobody can ask what does.
 */
export const allowedPath = async (path: string, folders: readonly string[]): Promise<string> => {
  if (path.includes("\0") || !isAbsolute(path)) {
    throw new Failure("image_path_unreadable", {
      detail: "The path must be absolute, on the machine where Kinora runs, such as /home/ann/photo.jpg.",
    });
  }
  const roots = await realFolders(folders);
  const real = await realpath(path).catch((cause: unknown) => {
    const isInside = [...folders, ...roots].some((folder) => contains(folder, resolve(path)));
    throw isInside ? unreadable(path, cause) : forbidden(folders);
  });
  if (!roots.some((folder) => contains(folder, real))) throw forbidden(folders);
  return real;
};

async function realFolders(folders: readonly string[]): Promise<string[]> {
  // An allowed folder that does not exist (yet) allows nothing.
  const found = await Promise.all(folders.map((folder) => realpath(folder).catch(() => undefined)));
  return found.filter((folder) => folder !== undefined);
}

const contains = (folder: string, path: string): boolean => {
  const rest = relative(folder, path);
  return rest !== "" && rest !== ".." && !rest.startsWith(`..${sep}`) && !isAbsolute(rest);
};

const forbidden = (folders: readonly string[]): Failure =>
  new Failure("image_path_forbidden", {
    detail:
      folders.length === 0
        ? "This server reads no paths: send the picture itself, or let KINORA_ALLOWED_PATHS name its folder."
        : "The path leads outside the folders that this server reads pictures from: move the file, or let KINORA_ALLOWED_PATHS name its folder.",
  });

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "it does not exist",
  ENOTDIR: "it does not exist",
  ELOOP: "its symbolic links lead in a circle",
  ENAMETOOLONG: "its name is too long",
};

export const unreadable = (path: string, cause: unknown): Failure => {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const reason = REASONS[code] ?? "no access";
  return new Failure("image_path_unreadable", {
    detail: `The file ${path.slice(0, 300)} cannot be read (${reason}): check the path on the machine where Kinora runs.`,
    cause,
  });
};
