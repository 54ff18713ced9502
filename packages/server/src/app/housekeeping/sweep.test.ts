import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BlobRef, type BlobStore, type GenerationStore, next, type Generation } from "@kinora/domain";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openFileBlobs } from "../../blobs/files/open-file-blobs.ts";
import { after, PATHS, sampleGeneration } from "../../stores/generation.sample.ts";
import { openSqliteStore } from "../../stores/sqlite/open-sqlite-store.ts";
import type { Retention } from "../../config/config.ts";
import { createSweepTally, type SweepTally } from "./sweep-tally.ts";
import { sweep } from "./sweep.ts";

const HOUR_MS = 3_600_000;
const silent = (): void => undefined;
const log = { debug: silent, info: silent, warn: silent, error: silent };

let folder: string;
let store: GenerationStore;
let blobs: BlobStore;
let swept: SweepTally;
const startMs = Date.now();
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kinora-sweep-"));
  store = await openSqliteStore({ path: join(folder, "kinora.db"), clock: { now: () => startMs } });
  blobs = await openFileBlobs(join(folder, "blobs"));
  swept = createSweepTally();
});
afterEach(async () => {
  await store.close();
  await rm(folder, { recursive: true, force: true });
});

const KEEPS_ALL: Retention = { succeededDays: undefined, othersDays: undefined };

const sweepAfter = (ms: number, retention = KEEPS_ALL): Promise<void> =>
  sweep({ store, blobs, log, clock: { now: () => startMs + ms }, swept, config: { retention } });

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

test("what sweeps did is counted, and what is stored is told", async () => {
  const picture = await stored("twelve bytes");
  await withPicture(await stored("kept"), "library");
  await sweepAfter(HOUR_MS + 60_000);
  await sweepAfter(2 * HOUR_MS + 120_000);
  expect(await isStored(picture)).toBe(false);
  expect(swept).toMatchObject({ setAside: 1, deleted: 1, deletedBytes: 12, restored: 0, failed: 0 });
  expect([swept.stored, swept.lastAtMs]).toEqual([{ files: 1, bytes: 4 }, startMs + 2 * HOUR_MS + 120_000]);
});

const DAY_MS = 24 * HOUR_MS;
const inTrash = async (id: Generation["id"]): Promise<boolean> => (await store.read(id))?.trashedAt !== undefined;

const ended = async (
  as: "succeeded" | "cancelled",
  over: Partial<Pick<Generation, "labels">> = {},
): Promise<Generation["id"]> => {
  const first = sampleGeneration({ createdAt: startMs });
  await store.insert(first, [], undefined);
  const last = {
    ...after(first, ...PATHS[as]),
    ...over,
    version: first.version + 1,
    finishedAt: startMs,
  } as Generation;
  expect(await store.save(last, [])).toBe(true);
  return last.id;
};

test("without retention rules nothing is put away, however old", async () => {
  const id = await ended("succeeded");
  await sweepAfter(4_000 * DAY_MS);
  expect(await inTrash(id)).toBe(false);
});

test("what has ended goes to the trash after its days, by how it ended, and is erased a day later", async () => {
  const retention = { succeededDays: 30, othersDays: 7 };
  const [film, cancelled] = [await ended("succeeded"), await ended("cancelled")];
  await sweepAfter(7 * DAY_MS, retention);
  expect([await inTrash(film), await inTrash(cancelled)]).toEqual([false, false]);
  await sweepAfter(7 * DAY_MS + 1, retention);
  expect([await inTrash(film), await inTrash(cancelled)]).toEqual([false, true]);
  await sweepAfter(30 * DAY_MS + 1, retention);
  expect(await inTrash(film)).toBe(true);
  expect(await store.read(cancelled)).toBeUndefined();
  expect([swept.trashed, swept.erased]).toEqual([2, 1]);
});

test("favourites and what runs are kept", async () => {
  const retention = { succeededDays: 1, othersDays: 1 };
  const favourite = await ended("succeeded", { labels: { title: undefined, tags: [], favourite: true } });
  const running = sampleGeneration({ createdAt: startMs });
  await store.insert(running, [], undefined);
  await sweepAfter(1_000 * DAY_MS, retention);
  expect([await inTrash(favourite), await inTrash(running.id)]).toEqual([false, false]);
});

test("more than a page is put away in one sweep", async () => {
  const ids: Generation["id"][] = [];
  for (let count = 0; count < 101; count += 1) ids.push(await ended("cancelled"));
  await sweepAfter(2 * DAY_MS, { succeededDays: undefined, othersDays: 1 });
  expect(await Promise.all(ids.map(inTrash))).not.toContain(false);
});
