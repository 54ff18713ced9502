import { expect, test } from "vitest";
import { testContext } from "../__fixtures__/test-context.ts";
import type { CommandContext } from "../command-context.ts";
import { readKey } from "./read-key.ts";

const piped = (...chunks: readonly string[]): CommandContext =>
  testContext({
    stdin: (async function* () {
      for (const chunk of chunks) yield await Promise.resolve(Buffer.from(chunk));
    })(),
  });

test.each([
  ["sk-1\n", "sk-1"],
  ["sk-1\r\n", "sk-1"],
  ["sk-1", "sk-1"],
  // What is wrong with it is the server's to say.
  ["sk-1\n\n", "sk-1\n"],
  ["", undefined],
  ["\n", undefined],
])("standard input %j holds the key %j", async (text, key) => {
  expect(await readKey("fal", piped(text))).toBe(key);
});

test("a key that comes in pieces is put together", async () => {
  expect(await readKey("fal", piped("sk-", "1", "\n"))).toBe("sk-1");
});

test("input without an end is given up", async () => {
  const endless = Array.from({ length: 70 }, () => "k".repeat(1024));
  await expect(readKey("fal", piped(...endless))).rejects.toThrow(
    "That is no key: standard input goes on beyond 64 KiB.",
  );
});

test("at a terminal the key is asked for by the provider's name", async () => {
  const asked: string[] = [];
  const context = testContext({
    stdin: Object.assign((async function* () {})(), { isTTY: true }),
    askSecret: (question) => {
      asked.push(question);
      return Promise.resolve("sk-typed");
    },
  });
  expect(await readKey("fal", context)).toBe("sk-typed");
  expect(asked).toEqual(["Key of fal (not shown): "]);
});
