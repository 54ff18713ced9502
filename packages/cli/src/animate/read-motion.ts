import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { Failure, type MotionParts } from "@kinora/contract";

/** Reads `--motion`: a JSON object, or the name of a file that holds one. What may stand in it is the server's to say. */
export const readMotion = async (given: string | undefined, workingDir: string): Promise<MotionParts | undefined> => {
  if (given === undefined) return undefined;
  const json = given.trimStart().startsWith("{") ? given : await readJsonFile(given, workingDir);
  const motion = parse(json);
  if (typeof motion !== "object" || motion === null || Array.isArray(motion)) {
    throw new Failure("bad_option", {
      detail: `--motion is no JSON object: give one, such as ${EXAMPLE}, or its file.`,
    });
  }
  // The server checks every field of it and names the one that is wrong.
  return motion;
};

const EXAMPLE = '{"camera":{"type":"pan_left"}}';

const readJsonFile = (name: string, workingDir: string): Promise<string> =>
  readFile(resolve(workingDir, name), "utf8").catch((cause: unknown) => {
    throw new Failure("bad_option", { detail: `${name} cannot be read: check the path of --motion.`, cause });
  });

const parse = (json: string): unknown => {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
};
