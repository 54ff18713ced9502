import { type ListQuery, listQuerySchema } from "@kinora/contract";
import {
  firstLogEntries,
  type Generation,
  type GenerationEvent,
  type GenerationId,
  type GenerationStore,
  ledgerMoves,
  logEntries,
  next,
} from "@kinora/domain";
import { expect, test } from "vitest";
import { PATHS, sampleGeneration } from "./generation.sample.ts";

type StoreNow = () => GenerationStore;

/** Inserts a generation and brings it through events at a moment (ms). */
const keep = async (
  store: GenerationStore,
  first: Generation,
  { events, at = 2_000 }: { readonly events: readonly GenerationEvent[]; readonly at?: number },
): Promise<Generation> => {
  await store.insert(first, firstLogEntries(first), undefined);
  let current = first;
  for (const event of events) {
    const moved = next(current, event, at);
    if (moved.kind === "ignored") throw new Error(moved.reason);
    const { generation } = moved;
    await store.save(generation, logEntries(current, generation, event), ledgerMoves(current, generation, event));
    current = generation;
  }
  return current;
};

const idsOf = async (store: GenerationStore, query: Partial<Record<keyof ListQuery, unknown>>): Promise<string[]> =>
  (await store.list(listQuerySchema.parse(query), { all: true })).generations.map(({ id }) => id);

const TRASHED = [...PATHS.succeeded, { type: "trashed" }] as const;

const labelTests = (now: StoreNow): void => {
  test("labels read back the same, and lists are filtered by tag, star and words of the title", async () => {
    const labels = { title: "Evening at 50%", tags: ["sea", "käse 🧀"], favourite: true };
    const labelled = await keep(now(), sampleGeneration({ prompt: "clouds" }), {
      events: [{ type: "labelled", labels }],
    });
    const plain = await keep(now(), sampleGeneration({ prompt: "evening" }), { events: [] });
    expect(await now().read(labelled.id)).toEqual(labelled);
    expect(await idsOf(now(), { tag: "käse 🧀" })).toEqual([labelled.id]);
    expect(await idsOf(now(), { tag: "se" })).toEqual([]);
    expect(await idsOf(now(), { favourite: "true" })).toEqual([labelled.id]);
    expect(await idsOf(now(), { favourite: "false" })).toEqual([plain.id]);
    expect(await idsOf(now(), { q: "evening" })).toEqual([plain.id, labelled.id]);
    expect(await idsOf(now(), { q: "50%" })).toEqual([labelled.id]);
  });

  test("tags take the place of all earlier ones", async () => {
    const { id } = await keep(now(), sampleGeneration(), {
      events: [
        { type: "labelled", labels: { tags: ["old", "both"] } },
        { type: "labelled", labels: { tags: ["both", "new"] } },
      ],
    });
    expect(await idsOf(now(), { tag: "old" })).toEqual([]);
    expect(await idsOf(now(), { tag: "both" })).toEqual([id]);
    expect(await idsOf(now(), { tag: "new" })).toEqual([id]);
  });
};

const trashTests = (now: StoreNow): void => {
  test("what is in the trash is in no list but the trash's, has no address, and no equal request attaches to it", async () => {
    const trashed = await keep(now(), sampleGeneration(), { events: TRASHED });
    expect(await idsOf(now(), {})).toEqual([]);
    expect(await idsOf(now(), { trashed: "true" })).toEqual([trashed.id]);
    expect(await now().findByArtifact("cap-1")).toBeUndefined();
    const { callerId, digest } = trashed;
    expect(await now().findUndelivered({ callerId, digest, since: 0 })).toBeUndefined();
  });

  test("what is restored is back everywhere", async () => {
    const restored = await keep(now(), sampleGeneration(), { events: [...TRASHED, { type: "restored" }] });
    expect(await idsOf(now(), {})).toEqual([restored.id]);
    expect(await idsOf(now(), { trashed: "true" })).toEqual([]);
    expect((await now().findByArtifact("cap-1"))?.id).toBe(restored.id);
  });

  test("what went into the trash before a moment is told, the longest there first", async () => {
    const young = await keep(now(), sampleGeneration(), { events: TRASHED, at: 9_000 });
    const old = await keep(now(), sampleGeneration(), { events: TRASHED, at: 5_000 });
    await keep(now(), sampleGeneration(), { events: PATHS.succeeded, at: 1_000 });
    expect(await now().trashedBefore({ beforeMs: 9_001, limit: 9 })).toEqual([old.id, young.id]);
    expect(await now().trashedBefore({ beforeMs: 9_000, limit: 9 })).toEqual([old.id]);
    expect(await now().trashedBefore({ beforeMs: 9_001, limit: 1 })).toEqual([old.id]);
  });
};

const eraseTests = (now: StoreNow): void => {
  const erased = async (id: GenerationId): Promise<boolean> => now().erase(id, 2_001);

  test("an erased generation is gone with its log and its address; its costs and whose its operation was stay known", async () => {
    const paid = sampleGeneration({ provider: "acme", billing: "on_success", estimateMicroUsd: 200_000 });
    const { id } = await keep(now(), paid, {
      events: [...TRASHED.slice(0, -1), { type: "labelled", labels: { tags: ["sea"] } }, { type: "trashed" }],
    });
    expect(await erased(id)).toBe(true);
    expect(await now().read(id)).toBeUndefined();
    expect(await now().events({ afterId: 0, generationId: id, limit: 9 })).toEqual([]);
    expect(await idsOf(now(), { trashed: "true" })).toEqual([]);
    expect(await now().spending(0)).toEqual({ settledMicroUsd: 200_000, heldMicroUsd: 0 });
    expect(await now().unattached("acme", [{ run: "r1" }])).toEqual([]);
    expect(await erased(id)).toBe(false);
  });

  test("what is not in the trash, or not long enough, is not erased", async () => {
    const kept = await keep(now(), sampleGeneration(), { events: PATHS.succeeded });
    const restored = await keep(now(), sampleGeneration(), { events: [...TRASHED, { type: "restored" }] });
    const young = await keep(now(), sampleGeneration(), { events: TRASHED, at: 2_001 });
    for (const { id } of [kept, restored, young]) expect(await erased(id)).toBe(false);
    expect(await now().read(young.id)).toEqual(young);
  });

  test("an idempotency key of an erased generation is free again", async () => {
    const first = sampleGeneration();
    const claim = { callerId: "caller-1", key: "key-1", digest: "digest-1" };
    await now().insert(first, [], claim);
    const cancelled = next(first, PATHS.cancelled[0], 2_000);
    const trashed = cancelled.kind === "moved" ? next(cancelled.generation, { type: "trashed" }, 2_000) : cancelled;
    if (cancelled.kind === "moved") await now().save(cancelled.generation, []);
    if (trashed.kind === "moved") await now().save(trashed.generation, []);
    expect((await now().claimed(claim))?.generation.id).toBe(first.id);
    expect(await erased(first.id)).toBe(true);
    expect(await now().claimed(claim)).toBeUndefined();
  });

  test("a stored file is unreferenced when no generation has it any more", async () => {
    const image = { ...sampleGeneration().image, sha256: "still" };
    const lastImage = { ...image, sha256: "last" };
    const { id } = await keep(now(), sampleGeneration({ image, lastImage }), { events: TRASHED });
    await keep(now(), sampleGeneration({ image }), { events: [] });
    expect(await now().unreferenced(["still", "bb", "last", "nobody's"])).toEqual(["nobody's"]);
    await erased(id);
    expect(await now().unreferenced(["still", "bb", "last"])).toEqual(["bb", "last"]);
    expect(await now().unreferenced([])).toEqual([]);
  });
};

const chainTests = (now: StoreNow): void => {
  test("the picture that a clip is to end with is kept for a model that may yet take over", async () => {
    const image = { ...sampleGeneration().image, sha256: "still" };
    const lastImage = { ...image, sha256: "later" };
    const other = { model: "m2", provider: "p", billing: "free", options: {}, estimateMicroUsd: 0 } as const;
    const generation = sampleGeneration({ image, fallbacks: [{ ...other, lastImage, warnings: [] }] });
    await keep(now(), generation, { events: [] });
    expect(await now().unreferenced(["still", "later"])).toEqual([]);
    expect((await now().read(generation.id))?.fallbacks).toMatchObject([{ model: "m2", lastImage }]);
  });
};

/** What a store promises of labels and the trash, run against the one of now. */
export const trashContract = (now: StoreNow): void => {
  labelTests(now);
  trashTests(now);
  eraseTests(now);
  chainTests(now);
};
