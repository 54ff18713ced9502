import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkStorage, sizeInWords } from "./check-storage.ts";

test("the files and the database of a data folder are counted, and nothing is touched", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "kinora-doctor-storage-"));
  const digest = "ab".padEnd(64, "0");
  await mkdir(join(dataDir, "blobs", "ab"), { recursive: true });
  await mkdir(join(dataDir, "blobs", "unfinished"));
  await writeFile(join(dataDir, "blobs", "ab", digest), "x".repeat(3 * 1024 * 1024));
  await writeFile(join(dataDir, "blobs", "unfinished", "half"), "x".repeat(9_000_000));
  await writeFile(join(dataDir, "kinora.db"), "x".repeat(5_000));
  expect(await checkStorage({ dataDir, blobs: undefined })).toEqual([
    { id: "storage", verdict: "ok", says: "1 files of 3 MiB are stored. The database has 5 KiB." },
  ]);
  expect(await readdir(join(dataDir, "blobs", "unfinished"))).toEqual(["half"]);
  await rm(dataDir, { recursive: true });
});

test("a data folder that is not there yet has nothing", async () => {
  expect(await checkStorage({ dataDir: "/nowhere", blobs: undefined })).toEqual([
    { id: "storage", verdict: "ok", says: "0 files of 0 KiB are stored. The database has 0 KiB." },
  ]);
});

test.each([
  [1, "1 KiB"],
  [1024 ** 2, "1 MiB"],
  [10 * 1024 ** 3, "10 GiB"],
])("%d bytes are said as %s", (bytes, words) => expect(sizeInWords(bytes)).toBe(words));
