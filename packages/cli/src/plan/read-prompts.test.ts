import { expect, test } from "vitest";
import { readPrompts } from "./read-prompts.ts";

const read = (content: string): Promise<string[]> => {
  async function* stdin(): AsyncGenerator<Uint8Array> {
    yield await Promise.resolve(new TextEncoder().encode(content));
  }
  return readPrompts("-", { stdin: stdin(), workingDir: "/" });
};

test("each line is one prompt, blank ones and line breaks inside a string included", async () => {
  expect(await read('"clouds drift"\n""\n\n"two\\nlines"\r\n"云在飘"\n')).toEqual([
    "clouds drift",
    "",
    "",
    "two\nlines",
    "云在飘",
  ]);
});

test("a line that is no JSON string is named by its number", async () => {
  await expect(read('"fine"\nnot quoted\n')).rejects.toThrow(
    "Line 2 of - is not a JSON string: put the prompt in double quotes.",
  );
  await expect(read('{"prompt":"x"}\n')).rejects.toThrow("Line 1 of - is not a JSON string");
});
