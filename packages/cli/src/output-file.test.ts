import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { chooseDestination, type OutputRequest, writeOutput } from "./output-file.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kinora-output-"));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const { signal } = new AbortController();

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new TextEncoder().encode(text));
}

const write = async (text: string, asked: Partial<OutputRequest> = {}): Promise<string> => {
  const destination = await chooseDestination({
    output: undefined,
    stem: "lake",
    extension: ".mp4",
    workingDir: folder,
    isOneOfMany: false,
    ...asked,
  });
  return writeOutput(bytesOf(text), destination, signal);
};

test("without -o the video is named after the image and replaces nothing", async () => {
  await writeFile(join(folder, "lake.mp4"), "mine");
  expect(await write("first")).toBe(join(folder, "lake-2.mp4"));
  expect(await write("second")).toBe(join(folder, "lake-3.mp4"));
  expect(await readFile(join(folder, "lake.mp4"), "utf8")).toBe("mine");
});

test("many that choose a name at once get one each", async () => {
  const paths = await Promise.all(["a", "b", "c", "d"].map((text) => write(text)));
  expect(new Set(paths).size).toBe(4);
  expect((await readdir(folder)).sort()).toEqual(["lake-2.mp4", "lake-3.mp4", "lake-4.mp4", "lake.mp4"]);
});

test("-o names the file, which is replaced", async () => {
  await writeFile(join(folder, "mine.mp4"), "old");
  expect(await write("new", { output: "mine.mp4" })).toBe(join(folder, "mine.mp4"));
  expect(await readFile(join(folder, "mine.mp4"), "utf8")).toBe("new");
});

test("-o that is a folder, or ends in a slash, takes the derived name in it", async () => {
  await mkdir(join(folder, "there"));
  expect(await write("x", { output: "there" })).toBe(join(folder, "there", "lake.mp4"));
  expect(await write("x", { output: "made/", isOneOfMany: true })).toBe(join(folder, "made", "lake.mp4"));
});

test("several images cannot go to one file", async () => {
  await expect(write("x", { output: "one.mp4", isOneOfMany: true })).rejects.toThrow(
    "With several images -o names a folder: make one.mp4, or write one.mp4/.",
  );
});

test("an ending that would lie about the file is refused", async () => {
  await expect(write("x", { output: "clip.gif" })).rejects.toThrow(
    "-o clip.gif ends in .gif, and the file is MP4: end it in .mp4.",
  );
});

test("a folder that is not there is said before any work", async () => {
  await expect(write("x", { output: "no/where.mp4" })).rejects.toThrow(
    `There is no folder ${join(folder, "no")}: make it, or name another file with -o.`,
  );
});

test("a file that could not be written whole leaves nothing behind and the old one as it was", async () => {
  await writeFile(join(folder, "mine.mp4"), "old");
  async function* broken(): AsyncGenerator<Uint8Array> {
    yield* bytesOf("half");
    throw new Error("the line broke");
  }
  const destination = { kind: "named", path: join(folder, "mine.mp4") } as const;
  await expect(writeOutput(broken(), destination, signal)).rejects.toThrow("the line broke");
  expect(await readdir(folder)).toEqual(["mine.mp4"]);
  expect(await readFile(join(folder, "mine.mp4"), "utf8")).toBe("old");
});

test("a device is written to, not replaced", async () => {
  expect(await write("x", { output: "/dev/null" })).toBe("/dev/null");
  expect(await readFile("/dev/null", "utf8")).toBe("");
});
