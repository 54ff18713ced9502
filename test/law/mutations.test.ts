import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { expect, test } from "vitest";
import { MUTATIONS } from "../../tools/mutations/mutations.ts";

const root = resolve(import.meta.dirname, "../..");
const read = (file: string): Promise<string> => readFile(resolve(root, file), "utf8");

test.each(MUTATIONS)(
  "$threat: what stands against it can be taken away ($without)",
  async ({ file, text, test: by }) => {
    expect((await read(file)).split(text)).toHaveLength(2);
    expect(existsSync(resolve(root, by))).toBe(true);
  },
);

test("every threat of docs/security.md has a defence that can be taken away, and none else has", async () => {
  const rows = (await read("docs/security.md")).split("\n").filter((line) => line.startsWith("| "));
  const threats = rows.map((line) => line.split("|")[1]?.trim() ?? "").filter((cell) => !/^(threat|-+)$/u.test(cell));
  expect(new Set(MUTATIONS.map(({ threat }) => threat))).toEqual(new Set(threats));
});
