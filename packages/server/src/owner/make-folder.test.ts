import { existsSync } from "node:fs";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeFolder } from "./make-folder.ts";

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "kinora-folder-"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

test("what is missing above a folder is made too, for this user alone", async () => {
  await makeFolder(join(root, "a", "b", "c"));
  expect((await stat(join(root, "a"))).mode & 0o777).toBe(0o700);
  expect((await stat(join(root, "a", "b", "c"))).mode & 0o777).toBe(0o700);
});

test("a folder that is there stays, also when two make it at once", async () => {
  await makeFolder(root);
  await Promise.all([makeFolder(join(root, "x", "y")), makeFolder(join(root, "x", "y"))]);
  expect((await stat(join(root, "x", "y"))).isDirectory()).toBe(true);
});

test("a file in the way is an error", async () => {
  await writeFile(join(root, "file"), "x");
  await expect(makeFolder(join(root, "file"))).rejects.toThrow("EEXIST");
  await expect(makeFolder(join(root, "file", "under"))).rejects.toThrow("ENOTDIR");
});

test.skipIf(!existsSync("/proc/self"))(
  "where the system makes no folders, that is an error and not a wait for ever",
  async () => {
    await expect(makeFolder("/proc/kinora/data")).rejects.toThrow("ENOENT");
  },
);
