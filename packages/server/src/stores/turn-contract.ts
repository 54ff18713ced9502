import { type GenerationStore, next } from "@kinora/domain";
import { expect, test } from "vitest";
import { PATHS, sampleGeneration } from "./generation.sample.ts";
import { insert, insertAfter } from "./insert.sample.ts";

/** What a store promises of slots and turns, run against the one of now. */
export const turnContract = (now: () => GenerationStore): void => {
  test("generations in a status are counted by provider", async () => {
    const store = now();
    await insertAfter(store, sampleGeneration(), PATHS.running);
    await insertAfter(store, sampleGeneration(), PATHS.submitting);
    await insertAfter(store, sampleGeneration({ provider: "other" }), PATHS.running);
    expect(await store.countIn(["submitting", "running"], "local")).toBe(2);
    expect(await store.countIn(["collecting"], "local")).toBe(0);
  });

  test("generations in a status are counted by model, and those of some models are left out of a turn", async () => {
    const store = now();
    await insertAfter(store, sampleGeneration({ model: "one" }), PATHS.running);
    await insertAfter(store, sampleGeneration({ model: "one" }), PATHS.submitting);
    await insertAfter(store, sampleGeneration({ model: "two" }), PATHS.running);
    await insertAfter(store, sampleGeneration({ model: "two", provider: "other" }), PATHS.running);
    expect(await store.countByModel(["submitting", "running"], "local")).toEqual(
      new Map([
        ["one", 2],
        ["two", 1],
      ]),
    );
    expect(await store.countByModel(["collecting"], "local")).toEqual(new Map());
    expect(await store.underWay()).toEqual([
      { status: "running", provider: "local", model: "one", count: 1, oldestMs: 1_000 },
      { status: "running", provider: "local", model: "two", count: 1, oldestMs: 1_000 },
      { status: "running", provider: "other", model: "two", count: 1, oldestMs: 1_000 },
      { status: "submitting", provider: "local", model: "one", count: 1, oldestMs: 1_000 },
    ]);
    await insert(store, sampleGeneration({ model: "one" }));
    const second = await insert(store, sampleGeneration({ model: "two" }));
    expect(await store.dueQueued({ provider: "local", now: 99_000, limit: 9, exceptModels: ["one"] })).toEqual([
      second.id,
    ]);
  });

  test("those that wait longest may go first, and those that must wait on are left out", async () => {
    const store = now();
    const first = await insert(store, sampleGeneration());
    const later = await insert(store, sampleGeneration({ createdAt: 90_000 }));
    const second = await insert(store, sampleGeneration({ createdAt: 2_000 }));
    await insert(store, sampleGeneration({ provider: "other" }));
    expect(await store.dueQueued({ provider: "local", now: 5_000, limit: 9 })).toEqual([first.id, second.id]);
    expect(await store.dueQueued({ provider: "local", now: 99_000, limit: 1 })).toEqual([first.id]);
    expect(await store.queuePosition(first)).toBe(0);
    expect(await store.queuePosition(later)).toBe(1);
  });

  runTimes(now);
};

const runTimes = (now: () => GenerationStore): void => {
  test("the seconds of finished runs are told newest first", async () => {
    const store = now();
    const finish = async (facts: Parameters<typeof sampleGeneration>[0], finishedAt: number): Promise<void> => {
      const collecting = await insertAfter(store, sampleGeneration(facts), PATHS.collecting);
      const moved = next(collecting, { type: "collected", artifacts: [] }, finishedAt);
      if (moved.kind === "moved") await store.save(moved.generation, []);
    };
    await finish({}, 5_000);
    await finish({}, 9_500);
    await finish({ model: "other" }, 9_900);
    expect(await store.recentRunSeconds("kinora-motion-1", 5)).toEqual([7.5, 3]);
    expect(await store.recentRunSeconds("kinora-motion-1", 1)).toEqual([7.5]);
  });
};
