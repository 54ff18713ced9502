import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BlobStore, BlobSweep } from "@kinora/domain";
import { afterEach, beforeEach, describe, expect, test } from "vitest";

export interface BlobFixture {
  readonly blobs: BlobStore;
  dispose(): Promise<void>;
}

/** The SHA-256 of "hello world", as any other tool says it. */
const HELLO = "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9";
const NOBODY = "0".repeat(64);

const bytesOf = async function* (...texts: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield await Promise.resolve(new TextEncoder().encode(text));
};

const failing = async function* (): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(new Uint8Array(3));
  throw new Error("the source broke");
};

const textOf = async (source: AsyncIterable<Uint8Array>): Promise<string> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of source) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
};

/** Everything was stored before it. */
const FUTURE_MS = Date.UTC(2100, 0);
const nowMs = Date.UTC(2026, 10, 23);
type Unreferenced = Parameters<BlobStore["sweep"]>[0]["unreferenced"];
const all: Unreferenced = (digests) => Promise.resolve(digests);
const none: Unreferenced = () => Promise.resolve([]);
const allBut = (kept: string): Unreferenced => {
  return (digests) => Promise.resolve(digests.filter((digest) => digest !== kept));
};
const sweep = (unreferenced: Unreferenced, storedBeforeMs = FUTURE_MS): Promise<BlobSweep> =>
  blobs.sweep({ nowMs, storedBeforeMs, unreferenced });
const NOTHING = { setAside: 0, deleted: 0, deletedBytes: 0, restored: 0 };

let fixture: BlobFixture;
let blobs: BlobStore;
let scratch: string;

const writeTests = (): void => {
  test("bytes are stored under their digest and read back the same", async () => {
    expect(await blobs.put(bytesOf("hello ", "world"))).toEqual({ sha256: HELLO, bytes: 11 });
    expect(await textOf(blobs.read(HELLO))).toBe("hello world");
    expect(await blobs.stat(HELLO)).toEqual({ sha256: HELLO, bytes: 11 });
  });

  test("no bytes are a blob too", async () => {
    const { sha256, bytes } = await blobs.put(bytesOf());
    expect(bytes).toBe(0);
    expect(await textOf(blobs.read(sha256))).toBe("");
  });

  test("the same bytes are stored once, also when they arrive at the same time", async () => {
    await Promise.all(Array.from({ length: 4 }, () => blobs.put(bytesOf("hello world"))));
    expect((await sweep(none)).stored).toEqual({ files: 1, bytes: 11 });
  });

  test("bytes that are stored already are as good as new", async () => {
    await blobs.put(bytesOf("hello world"));
    expect(await blobs.put(bytesOf("hello", " world"))).toEqual({ sha256: HELLO, bytes: 11 });
    expect(await textOf(blobs.read(HELLO))).toBe("hello world");
  });

  test("a file is stored as it is", async () => {
    const path = join(scratch, "file");
    await writeFile(path, "hello world");
    expect(await blobs.putFile(path)).toEqual({ sha256: HELLO, bytes: 11 });
    expect(await textOf(blobs.read(HELLO))).toBe("hello world");
  });

  test("a source that breaks stores nothing and its error is told", async () => {
    await expect(blobs.put(failing())).rejects.toThrow("the source broke");
    expect(await blobs.stat("709e80c88487a2411e1ee4dfb9f22a861492d20c4765150c0c794abd70f8147c")).toBeUndefined();
  });
};

const readTests = (): void => {
  beforeEach(() => blobs.put(bytesOf("hello world")));

  test("a range is read from its first to its last byte", async () => {
    expect(await textOf(blobs.read(HELLO, { start: 4, end: 7 }))).toBe("o wo");
    expect(await textOf(blobs.read(HELLO, { start: 0, end: 0 }))).toBe("h");
    expect(await textOf(blobs.read(HELLO, { start: 6, end: 99 }))).toBe("world");
  });

  test("a blob can be used as a file", async () => {
    expect(await blobs.withFile(HELLO, (path) => readFile(path, "utf8"))).toBe("hello world");
  });

  test("a blob that somebody else stores again while it is read is read to its end", async () => {
    const reading = blobs.read(HELLO)[Symbol.asyncIterator]();
    const chunks = [(await reading.next()).value as Uint8Array];
    await blobs.put(bytesOf("hello ", "world"));
    for (let next = await reading.next(); next.done !== true; next = await reading.next()) chunks.push(next.value);
    expect(Buffer.concat(chunks).toString("utf8")).toBe("hello world");
  });

  test("the store can be used", () => expect(blobs.check()).resolves.toBeUndefined());

  test.each([NOBODY, "../../etc/passwd", "", "ab"])("%j is no blob: reading it says so", async (name) => {
    expect(await blobs.stat(name)).toBeUndefined();
    await expect(textOf(blobs.read(name))).rejects.toMatchObject({ code: "artifact_not_found" });
    await expect(blobs.withFile(name, () => Promise.resolve())).rejects.toMatchObject({ code: "artifact_not_found" });
  });
};

const sweepTests = (): void => {
  beforeEach(() => blobs.put(bytesOf("hello world")));

  test("what nothing speaks of is set aside at the first look, and deleted at the second", async () => {
    const kept = await blobs.put(bytesOf("kept"));
    expect(await sweep(allBut(kept.sha256))).toMatchObject({ ...NOTHING, setAside: 1 });
    expect(await sweep(allBut(kept.sha256))).toEqual({
      ...NOTHING,
      deleted: 1,
      deletedBytes: 11,
      stored: { files: 1, bytes: 4 },
    });
    expect(await blobs.stat(HELLO)).toBeUndefined();
    expect(await blobs.stat(kept.sha256)).toEqual(kept);
    expect(await sweep(allBut(kept.sha256))).toMatchObject(NOTHING);
  });

  test("what was set aside comes back when it is asked for, and stays", async () => {
    await sweep(all);
    expect(await blobs.stat(HELLO)).toEqual({ sha256: HELLO, bytes: 11 });
    await sweep(all);
    expect(await textOf(blobs.read(HELLO, { start: 0, end: 4 }))).toBe("hello");
    await sweep(all);
    expect(await blobs.withFile(HELLO, (path) => readFile(path, "utf8"))).toBe("hello world");
    await sweep(none);
    expect(await textOf(blobs.read(HELLO))).toBe("hello world");
  });

  test("what was set aside and is spoken of again is brought back by the next sweep", async () => {
    await sweep(all);
    expect(await sweep(none)).toMatchObject({ ...NOTHING, restored: 1 });
    expect(await sweep(none)).toEqual({ ...NOTHING, stored: { files: 1, bytes: 11 } });
    expect(await textOf(blobs.read(HELLO))).toBe("hello world");
  });

  test("bytes that are stored again while a sweep asks about them are there afterwards", async () => {
    const againFirst: Unreferenced = async (digests) => {
      await blobs.put(bytesOf("hello world"));
      return digests;
    };
    await sweep(againFirst);
    await sweep(allBut(HELLO));
    expect(await textOf(blobs.read(HELLO))).toBe("hello world");
  });

  test("a sweep leaves alone what was stored, or set aside, after its moment", async () => {
    expect(await sweep(all, 1_000)).toEqual({ ...NOTHING, stored: { files: 1, bytes: 11 } });
    await sweep(all);
    expect(await sweep(all, 1_000)).toMatchObject(NOTHING);
    expect(await textOf(blobs.read(HELLO))).toBe("hello world");
  });
};

/** What every `BlobStore` promises, run against one. */
export const blobContract = (name: string, open: () => Promise<BlobFixture>): void => {
  describe(`${name}: the blob store's contract`, () => {
    beforeEach(async () => {
      scratch = await mkdtemp(join(tmpdir(), "kinora-blob-source-"));
      fixture = await open();
      blobs = fixture.blobs;
    });
    afterEach(async () => {
      await fixture.dispose();
      await rm(scratch, { recursive: true, force: true });
    });
    describe("writing", writeTests);
    describe("reading", readTests);
    describe("sweeping", sweepTests);
  });
};
