import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { blobContract } from "../blob-contract.ts";
import { openFileBlobs } from "./open-file-blobs.ts";

const newFolder = (): Promise<string> => mkdtemp(join(tmpdir(), "kinora-blobs-"));

blobContract("files", async () => {
  const folder = await newFolder();
  return { blobs: await openFileBlobs(folder), dispose: () => rm(folder, { recursive: true, force: true }) };
});

test("a blob's file is named by its digest in a folder of its first two letters, and nothing else is left", async () => {
  const folder = await newFolder();
  const blobs = await openFileBlobs(folder);
  const path = join(folder, "..", "kinora-moved-away");
  await writeFile(path, "hello world");
  await blobs.putFile(path);
  expect((await readdir(folder)).toSorted()).toEqual(["b9", "set-aside", "unfinished"]);
  expect(await readdir(join(folder, "b9"))).toEqual([
    "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9",
  ]);
  expect(await readdir(join(folder, "unfinished"))).toEqual([]);
  await rm(folder, { recursive: true });
});

test("what a dead process left half-written is removed at the opening", async () => {
  const folder = await newFolder();
  await mkdir(join(folder, "unfinished"));
  await writeFile(join(folder, "unfinished", "half"), "hel");
  await openFileBlobs(folder);
  expect(await readdir(join(folder, "unfinished"))).toEqual([]);
  await rm(folder, { recursive: true });
});

test("what was set aside just before its process died is there after the opening", async () => {
  const folder = await newFolder();
  const blobs = await openFileBlobs(folder);
  const path = join(folder, "source");
  await writeFile(path, "hello world");
  const { sha256 } = await blobs.putFile(path);
  await blobs.sweep({ nowMs: 1, storedBeforeMs: Date.UTC(2100, 0), unreferenced: (all) => Promise.resolve(all) });
  expect(await readdir(join(folder, "set-aside"))).toEqual([sha256]);
  const opened = await openFileBlobs(folder);
  expect(await opened.withFile(sha256, (found) => readFile(found, "utf8"))).toBe("hello world");
  await rm(folder, { recursive: true });
});
