/**
 * Takes each defence of docs/security.md away, one at a time, in a copy of what is committed, and runs the test that must see it:
 *
 *   npm run mutations [-- --only PART]
 *
 * Prints a Markdown table. Ends with 1 where a test passes without the defence, or fails with it. `--only` takes a part of a threat.
 */
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs, promisify } from "node:util";
import { type Mutation, MUTATIONS } from "./mutations.ts";

const run = promisify(execFile);
const root = resolve(import.meta.dirname, "../..");
const { values } = parseArgs({ options: { only: { type: "string", default: "" } } });
const wanted = MUTATIONS.filter(({ threat }) => threat.includes(values.only));

/** Makes a clone of the last commit, installed and built. */
const makeCopy = async (folder: string): Promise<void> => {
  await run("git", ["clone", "--quiet", root, folder]);
  await run("npm", ["ci", "--prefer-offline", "--no-audit", "--no-fund"], { cwd: folder });
};

const passes = (folder: string, tests: readonly string[]): Promise<boolean> =>
  run("npx", ["vitest", "run", ...tests], { cwd: folder, maxBuffer: 2 ** 28 }).then(
    () => true,
    () => false,
  );

const isSeen = async (folder: string, { file, text, instead, test }: Mutation): Promise<boolean> => {
  const path = join(folder, file);
  const whole = await readFile(path, "utf8");
  await writeFile(
    path,
    whole.replace(text, () => instead),
  );
  try {
    return !(await passes(folder, [test]));
  } finally {
    await writeFile(path, whole);
  }
};

const judge = async (folder: string): Promise<void> => {
  await makeCopy(folder);
  const tests = [...new Set(wanted.map(({ test }) => test))];
  if (!(await passes(folder, tests))) {
    throw new Error(`With every defence in its place these must pass, and do not: ${tests.join(" ")}`);
  }
  console.log("| threat | without | test | sees it |\n| --- | --- | --- | --- |");
  for (const mutation of wanted) {
    const seen = await isSeen(folder, mutation);
    if (!seen) process.exitCode = 1;
    const { threat, without, test } = mutation;
    console.log(`| ${threat} | ${without} | \`${test}\` | ${seen ? "yes" : "NO"} |`);
  }
};

const place = await mkdtemp(join(tmpdir(), "kinora-mutations-"));
try {
  await judge(join(place, "kinora"));
} finally {
  await rm(place, { recursive: true, force: true });
}
