import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { expect, test } from "vitest";

const root = resolve(import.meta.dirname, "../..");
const tracked = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { cwd: root, encoding: "utf8" })
  .split("\n")
  .filter((path) => path !== "" && existsSync(join(root, path)));

const TOP = "packages|docs|examples|test|tools|bench|\\.ci";

/** Paths that a document names: targets of relative links, and code spans that start with a folder of ours. */
const pathsIn = (text: string): string[] => {
  const links = [...text.matchAll(/\]\((?!https?:|mailto:|#)([^)\s#]+)(?:#[^)]*)?\)/gu)].map(([, path]) => path ?? "");
  const spans = [...text.matchAll(new RegExp(`\`((?:${TOP})/[\\w./-]+)\``, "gu"))].map(([, path]) => path ?? "");
  return [...links, ...spans];
};

test.each(tracked.filter((path) => path.endsWith(".md")))("every path that %s names exists", (document) => {
  const missing = pathsIn(readFileSync(join(root, document), "utf8")).filter(
    (path) => !existsSync(join(root, dirname(document), path)) && !existsSync(join(root, path)),
  );
  expect(missing).toEqual([]);
});

test("no two tests of one file have the same title", () => {
  const twice = tracked
    .filter((path) => path.endsWith(".test.ts"))
    .flatMap((path) => {
      const titles = [...readFileSync(join(root, path), "utf8").matchAll(/^\s*test(?:\.\w+)?\(\s*"([^"]+)"/gmu)].map(
        ([, title]) => `${path}: ${title ?? ""}`,
      );
      return titles.filter((title, index) => titles.indexOf(title) !== index);
    });
  expect(twice).toEqual([]);
});

test("no source file has a name that says nothing", () => {
  const empty = /(?:^|\/)(?:utils?|helpers?|misc|lib|types|common)(?:\.tsx?$|\/)/u;
  expect(tracked.filter((path) => path.startsWith("packages/") && empty.test(path))).toEqual([]);
});
