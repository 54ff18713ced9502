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

interface Outcome {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
}

/** A file that cannot be read, or a crash, fails no test: that is no proof. */
const runTests = async (folder: string, tests: readonly string[]): Promise<Outcome> => {
  const report = join(folder, "mutations.json");
  await rm(report, { force: true });
  const args = ["vitest", "run", "--reporter=json", `--outputFile=${report}`, ...tests];
  await run("npx", args, { cwd: folder, maxBuffer: 2 ** 28 }).catch(() => undefined);
  return JSON.parse(await readFile(report, "utf8")) as Outcome;
};

const isSeen = async (folder: string, { file, text, instead, test }: Mutation): Promise<boolean> => {
  const path = join(folder, file);
  const whole = await readFile(path, "utf8");
  await writeFile(
    path,
    whole.replace(text, () => instead),
  );
  try {
    return (await runTests(folder, [test])).numFailedTests > 0;
  } finally {
    await writeFile(path, whole);
  }
};

const judge = async (folder: string): Promise<void> => {
  await makeCopy(folder);
  const tests = [...new Set(wanted.map(({ test }) => test))];
  const whole = await runTests(folder, tests);
  if (whole.numFailedTests > 0 || whole.numPassedTests === 0) {
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
