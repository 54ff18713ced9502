import { readFile } from "node:fs/promises";
import { getCompileCacheDir } from "node:module";
import { homedir, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { Failure, jsonObjectSchema, type JsonObject } from "@kinora/contract";
import type { Config, Flags, Place } from "./config.ts";
import { dataFolderOf } from "./data-folder.ts";
import { readConfig } from "./read-config.ts";

/** The configuration of this process: its flags, its environment, and `kinora.json` of its data folder. */
export const loadConfig = async (flags: Flags): Promise<Config> => {
  const { env } = process;
  const ownCacheDir = getCompileCacheDir();
  const place: Place = {
    platform: process.platform,
    homeDir: homedir(),
    workingDir: process.cwd(),
    tempDir: tmpdir(),
    isTerminal: process.stderr.isTTY,
    // Node tells the folder of its own version, and makes one in the folder that it is given.
    ...(ownCacheDir === undefined ? {} : { compileCacheDir: dirname(ownCacheDir) }),
  };
  const file = await readConfigFile(join(dataFolderOf(flags, env, place), "kinora.json"));
  return readConfig({ flags, env, file, place });
};

/** What a `kinora.json` holds; an empty object where there is none. Throws Failure `bad_option` when it is no JSON object. */
export async function readConfigFile(path: string): Promise<JsonObject> {
  const text = await readFile(path, "utf8").catch((error: unknown) => {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return "{}";
    throw new Failure("bad_option", { detail: `${path} cannot be read: check its permissions.`, cause: error });
  });
  const parsed = jsonObjectSchema.safeParse(parseJson(text, path));
  if (parsed.success) return parsed.data;
  throw new Failure("bad_option", { detail: `${path} must hold one JSON object.` });
}

function parseJson(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new Failure("bad_option", { detail: `${path} is not valid JSON: correct or remove it.`, cause });
  }
}
