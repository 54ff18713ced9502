import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findOldNode } from "./__fixtures__/old-node.ts";

const BIN = fileURLToPath(new URL("../bin/", import.meta.url));
const LAUNCHER = join(BIN, "kinora.js");
const oldNode = findOldNode(process.env["PATH"] ?? "") ?? "";
const withOldNode = test.skipIf(oldNode === "" || process.platform !== "linux");

let folder: string;
const children: ChildProcess[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kinora-launcher-"));
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true, maxRetries: 10 });
});

const run = (node: string, ...args: string[]): { status: number | null; stdout: string; stderr: string } =>
  spawnSync(node, [LAUNCHER, ...args], { encoding: "utf8" });

/** Starts `serve` and resolves when it is ready, with the process that serves. */
const serve = async (node: string): Promise<{ launcher: ChildProcess; servingPid: number }> => {
  const launcher = spawn(node, [LAUNCHER, "serve", "--port", "0", "--data-dir", folder], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  children.push(launcher);
  await once(launcher.stdout, "data");
  const { pid } = JSON.parse(await readFile(join(folder, "owner.json"), "utf8")) as { pid: number };
  return { launcher, servingPid: pid };
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

test.each([
  ["22.18.9", false],
  ["22.19.0", true],
  ["23.0.0", true],
  ["24.21.0", true],
  ["20.20.2", false],
  ["18.0.0", false],
])("Node %s is new enough: %s", async (version, expected) => {
  const { isNewEnough } = (await import(join(BIN, "relaunch.js"))) as { isNewEnough: (version: string) => boolean };
  expect(isNewEnough(version)).toBe(expected);
});

withOldNode("an old Node hands over to the one that the repository brings", () => {
  const { status, stdout, stderr } = run(oldNode, "version");
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toMatch(/^kinora \S+ \(Node 24\./u);
});

withOldNode("the exit code and the words of the child are passed on", () => {
  expect(run(oldNode, "animate")).toMatchObject({
    status: 2,
    stdout: "",
    stderr: "Missing required argument 'image'. See kinora --help.\n",
  });
});

withOldNode("an old Node with none brought says in one sentence what is needed", async () => {
  await cp(BIN, join(folder, "bin"), { recursive: true });
  await writeFile(join(folder, "package.json"), '{"type":"module"}');
  const { status, stderr } = spawnSync(oldNode, [join(folder, "bin", "kinora.js"), "version"], { encoding: "utf8" });
  expect(status).toBe(2);
  expect(stderr).toMatch(
    /^kinora needs Node 22\.19 or newer and this is \d+\.\d+\.\d+: install one from https:\/\/nodejs\.org\.\n$/u,
  );
});

withOldNode("SIGTERM reaches the child, which ends in order", async () => {
  const { launcher, servingPid } = await serve(oldNode);
  expect(servingPid).not.toBe(launcher.pid);
  launcher.kill("SIGTERM");
  expect(await once(launcher, "exit")).toEqual([0, null]);
  expect(isAlive(servingPid)).toBe(false);
});

withOldNode("a launcher that is killed takes its child with it", async () => {
  const { launcher, servingPid } = await serve(oldNode);
  launcher.kill("SIGKILL");
  await expect.poll(() => isAlive(servingPid), { timeout: 5_000 }).toBe(false);
});

withOldNode("a child that dies of a signal shows the same signal", async () => {
  const { launcher, servingPid } = await serve(oldNode);
  process.kill(servingPid, "SIGKILL");
  expect(await once(launcher, "exit")).toEqual([null, "SIGKILL"]);
});
