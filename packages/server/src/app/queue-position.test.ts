import { type GenerationStore, LONGEST_COUNTED_QUEUE } from "@kinora/domain";
import { expect, test } from "vitest";
import { sampleGeneration } from "../stores/generation.sample.ts";
import { queuePositionOf } from "./queue-position.ts";

const openQueue = (length: number) => {
  const queue = { length, counted: 0, now: 1_000 };
  const store = {
    queuePosition: () => {
      queue.counted += 1;
      return Promise.resolve(Math.min(queue.length, LONGEST_COUNTED_QUEUE));
    },
  } as unknown as GenerationStore;
  return Object.assign(queue, { store, clock: { now: () => queue.now } });
};

test("a short queue is counted each time", async () => {
  const queue = openQueue(3);
  const generation = sampleGeneration();
  expect(await queuePositionOf(queue, generation)).toBe(3);
  queue.length = 2;
  expect(await queuePositionOf(queue, generation)).toBe(2);
});

test("a long one is counted once for all who join it within half a second, and again after that", async () => {
  const queue = openQueue(5_000);
  const first = sampleGeneration();
  const later = sampleGeneration();
  expect(later.id > first.id).toBe(true);
  expect([await queuePositionOf(queue, first), await queuePositionOf(queue, later)]).toEqual([1_000, 1_000]);
  expect(queue.counted).toBe(1);
  queue.now += 500;
  queue.length = 7;
  expect(await queuePositionOf(queue, later)).toBe(7);
});

test("who joined before the one that was counted for, and those of another provider, are counted for themselves", async () => {
  const queue = openQueue(5_000);
  const earlier = sampleGeneration();
  await queuePositionOf(queue, sampleGeneration());
  queue.length = 4;
  expect(await queuePositionOf(queue, earlier)).toBe(4);
  expect(await queuePositionOf(queue, sampleGeneration({ provider: "other" }))).toBe(4);
});
