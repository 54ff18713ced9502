import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { text } from "node:stream/consumers";
import { Failure } from "@kinora/contract";
import type { CommandContext } from "../command-context.ts";

/** Reads one prompt a line, each a JSON string; a line with nothing on it is the empty prompt. */
export const readPrompts = async (
  path: string,
  { stdin, workingDir }: Pick<CommandContext, "stdin" | "workingDir">,
): Promise<string[]> => {
  const content = path === "-" ? await text(stdin) : await readTextFile(resolve(workingDir, path), path);
  const lines = content.split(/\r?\n/u);
  // The end of the last line is not the beginning of another one.
  if (lines.at(-1) === "") lines.pop();
  return lines.map((line, index) => readPrompt(line, `Line ${index + 1} of ${path}`));
};

const readPrompt = (line: string, where: string): string => {
  if (line.trim() === "") return "";
  const refuse = (cause?: unknown): Failure =>
    new Failure("bad_request", { detail: `${where} is not a JSON string: put the prompt in double quotes.`, cause });
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch (error) {
    throw refuse(error);
  }
  if (typeof value !== "string") throw refuse();
  return value;
};

const readTextFile = (path: string, title: string): Promise<string> =>
  readFile(path, "utf8").catch((cause: unknown) => {
    throw new Failure("bad_option", { detail: `${title} cannot be read: check the path of --prompt-file.`, cause });
  });
