import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BlobRef, type BlobStore, type GenerationStore, next, type Generation } from "@kinora/domain";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openFileBlobs } from "../blobs/files/open-file-blobs.ts";
import { after, PATHS, sampleGeneration } from "../stores/generation.sample.ts";
import { openSqliteStore } from "../stores/sqlite/open-sqlite-store.ts";
import { sweep } from "./sweep.ts";

const HOUR_MS = 3_600_000;
const silent = (): void => undefined;
const log = { debug: silent, info: silent, warn: silent, error: silent };

let folder: string;
let store: GenerationStore;
let blobs: BlobStore;
const startMs = Date.now();
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kinora-sweep-"));
  store = await openSqliteStore({ path: join(folder, "kinora.db"), clock: { now: () => startMs } });
  blobs = await openFileBlobs(join(folder, "blobs"));
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const sweepAfter = (ms: number): Promise<void> => sweep({ store, blobs, log, clock: { now: () => startMs + ms } });

async function* once(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}
const stored = async (text: string): Promise<BlobRef> => blobs.put(once(text));
const isStored = async ({ sha256 }: BlobRef): Promise<boolean> => (await blobs.stat(sha256)) !== undefined;

const withPicture = async (picture: BlobRef, into: "trash" | "library"): Promise<Generation> => {
  const first = sampleGeneration({ image: { ...sampleGeneration().image, ...picture } });
  await store.insert(first, [], undefined);
  const cancelled = after(first, ...PATHS.cancelled);
  await store.save(cancelled, []);
  if (into === "library") return cancelled;
  const moved = next(cancelled, { type: "trashed" }, startMs);
  if (moved.kind === "ignored") throw new Error(moved.reason);
  await store.save(moved.generation, []);
  return moved.generation;
};

test("after 24 hours in the trash a generation is gone, and so are its files, but for those that another one has", async () => {
  const [own, shared] = [await stored("own"), await stored("shared")];
  const trashed = await withPicture(own, "trash");
  const alsoTrashed = await withPicture(shared, "trash");
  await withPicture(shared, "library");
  await sweepAfter(24 * HOUR_MS);
  expect(await store.read(trashed.id)).toEqual(trashed);
  await sweepAfter(24 * HOUR_MS + 1);
  expect([await store.read(trashed.id), await store.read(alsoTrashed.id)]).toEqual([undefined, undefined]);
  await sweepAfter(25 * HOUR_MS + 2);
  expect([await isStored(own), await isStored(shared)]).toEqual([false, true]);
});

test("the picture of a request that was refused is set aside after an hour, and gone an hour later", async () => {
  const picture = await stored("refused");
  await sweepAfter(HOUR_MS - 60_000);
  expect(await isStored(picture)).toBe(true);
  await sweepAfter(HOUR_MS + 60_000);
  await sweepAfter(2 * HOUR_MS + 120_000);
  expect(await isStored(picture)).toBe(false);
});

test("a picture that is sent again while it lies aside stays", async () => {
  const picture = await stored("again");
  await sweepAfter(HOUR_MS + 60_000);
  await withPicture(await stored("again"), "library");
  await sweepAfter(2 * HOUR_MS + 120_000);
  await sweepAfter(4 * HOUR_MS);
  expect(await isStored(picture)).toBe(true);
});

test("a generation that begins to use a picture between two sweeps, without sending it, keeps it", async () => {
  const picture = await stored("of a generation that is erased meanwhile");
  await sweepAfter(HOUR_MS + 60_000);
  await withPicture(picture, "library");
  await sweepAfter(2 * HOUR_MS + 120_000);
  expect(await isStored(picture)).toBe(true);
});

test("more than a batch is erased in one sweep", async () => {
  const picture = await stored("one");
  for (let count = 0; count < 101; count += 1) await withPicture(picture, "trash");
  await sweepAfter(25 * HOUR_MS);
  expect(await store.trashedBefore({ beforeMs: Infinity, limit: 200 })).toEqual([]);
  await sweepAfter(27 * HOUR_MS);
  expect(await isStored(picture)).toBe(false);
});
