import type { UnderWay } from "@kinora/domain";
import { expect, test } from "vitest";
import { createQueueGuard } from "./queue-guard.ts";

const group = (status: UnderWay["status"], count: number): UnderWay => ({
  status,
  provider: "p",
  model: "m",
  count,
  oldestMs: 0,
});

const guardOver = (...answers: readonly (readonly UnderWay[])[]) => {
  const left = [...answers];
  let now = 0;
  const clock = { now: () => now, set: (ms: number) => void (now = ms) };
  const store = { underWay: () => Promise.resolve(left.length > 1 ? (left.shift() ?? []) : (left[0] ?? [])) };
  return { clock, guard: createQueueGuard({ store, limit: 10, clock }) };
};

test("only what is queued counts, over all providers and models", async () => {
  expect(await guardOver([group("queued", 5), group("running", 90), group("queued", 4)]).guard.isFull()).toBe(false);
  expect(await guardOver([group("queued", 5), group("queued", 5)]).guard.isFull()).toBe(true);
});

test("who joins between two counts is added, and what would be full is counted again", async () => {
  const { guard } = guardOver([group("queued", 8)], [group("queued", 9)], [group("queued", 10)]);
  expect(await guard.isFull()).toBe(false);
  guard.joined();
  expect(await guard.isFull()).toBe(false);
  guard.joined();
  expect(await guard.isFull()).toBe(false);
  guard.joined();
  expect(await guard.isFull()).toBe(true);
});

test("a second later the queue is counted again", async () => {
  const { guard, clock } = guardOver([group("queued", 10)], [group("queued", 9)]);
  expect(await guard.isFull()).toBe(true);
  clock.set(999);
  expect(await guard.isFull()).toBe(true);
  clock.set(1_000);
  expect(await guard.isFull()).toBe(false);
});
