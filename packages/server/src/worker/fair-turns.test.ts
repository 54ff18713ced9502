import { NO_KEY_LIMITS, type Priority } from "@kinora/contract";
import type { GenerationId } from "@kinora/domain";
import { afterEach, beforeEach, expect, test } from "vitest";
import { advance } from "./advance.ts";
import { nextInTurn } from "./slots.ts";
import type { StepContext } from "./step-context.ts";
import { DONE, scriptedProvider } from "./testing/scripted-provider.ts";
import { openWorkerBench, type WorkerBench } from "./testing/worker-bench.ts";

const SLOTS = 2;
const TAKES_MS = 10_000;

let bench: WorkerBench;
let context: StepContext;
beforeEach(async () => {
  bench = await openWorkerBench();
  const poll = [{ kind: "running", progress: 5, stage: "rendering", pollAfterMs: TAKES_MS } as const, DONE];
  context = bench.newProcess([scriptedProvider({ maxRunning: SLOTS, poll })]);
});
afterEach(() => bench.close());

const addKey = (id: string, priority: Priority): Promise<void> =>
  bench.store.addApiKey({
    id,
    name: id,
    scopes: ["create"],
    limits: NO_KEY_LIMITS,
    priority,
    digest: id,
    beginsWith: "kin_",
    createdAt: 0,
    revokedAt: undefined,
  });

const queue = async (callerId: string, count: number): Promise<GenerationId[]> => {
  const ids: GenerationId[] = [];
  for (let index = 0; index < count; index += 1) {
    ids.push((await bench.accept({ callerId, createdAt: bench.clock.now() })).id);
  }
  return ids;
};

const callerOf = async (id: GenerationId): Promise<string> => (await bench.store.read(id))?.callerId ?? "nobody";

/** Lets time pass from wake-up to wake-up until so many more were sent; whose they were, in order. */
const sendNext = async (count: number): Promise<string[]> => {
  const provider = { id: "scripted", maxRunning: SLOTS };
  const sent: string[] = [];
  while (sent.length < count) {
    for (const id of await nextInTurn(bench.store, { provider, now: bench.clock.now() })) {
      await advance(context, id);
      sent.push(await callerOf(id));
    }
    const { status, at } = await nextPoll();
    expect(status).not.toBe("queued");
    bench.clock.set(Math.max(bench.clock.now(), at));
    await finishDue();
  }
  return sent.slice(0, count);
};

const under = async (): Promise<{ id: GenerationId; status: string; at: number }[]> =>
  (await bench.store.pending())
    .filter(({ status }) => status !== "queued")
    .map(({ id, status, wakeAt }) => ({ id, status, at: wakeAt ?? Infinity }));

const nextPoll = async (): Promise<{ status: string; at: number }> => {
  const [first] = (await under()).sort((one, other) => one.at - other.at);
  if (first === undefined) throw new Error("nothing is under way");
  return first;
};

const finishDue = async (): Promise<void> => {
  let due = (await under()).filter(({ at }) => at <= bench.clock.now());
  while (due.length > 0) {
    for (const { id } of due) await advance(context, id);
    due = (await under()).filter(({ at }) => at <= bench.clock.now());
  }
};

const countOf = (sent: readonly string[], callerId: string): number => sent.filter((one) => one === callerId).length;

test("a thousand queued generations of one key hold up another's first for one turn at the most", async () => {
  await queue("key_many", 1_000);
  expect(await sendNext(6)).toEqual(Array.from({ length: 6 }, () => "key_many"));
  const [first] = await queue("key_few", 1);
  const generation = first === undefined ? undefined : await bench.store.read(first);
  expect(generation && (await bench.store.queuePosition(generation))).toBeLessThanOrEqual(1);
  expect(await sendNext(2)).toContain("key_few");
});

test("keys that wait at once go by turns, however late one comes and however much the other has queued", async () => {
  await queue("key_a", 40);
  await sendNext(4);
  await queue("key_b", 10);
  const sent = await sendNext(20);
  expect([countOf(sent, "key_a"), countOf(sent, "key_b")]).toEqual([10, 10]);
  for (let index = 0; index < 18; index += 1) expect(new Set(sent.slice(index, index + 3)).size).toBe(2);
  expect(await sendNext(4)).toEqual(Array.from({ length: 4 }, () => "key_a"));
});

test("of one key those that wait longest go first, and who was idle saved nothing up", async () => {
  await queue("key_b", 1);
  await sendNext(1);
  const own = await queue("key_a", 12);
  await sendNext(6);
  await queue("key_b", 12);
  const sent = await sendNext(6);
  expect(countOf(sent, "key_a")).toBe(3);
  const waiting = await bench.store.dueQueued({ provider: "scripted", now: bench.clock.now(), limit: 99 });
  const ownWaiting = waiting.filter((id) => own.includes(id));
  expect(ownWaiting).toEqual(own.slice(-ownWaiting.length));
});

test("a key of high priority has four turns for one of a normal key, which still has its own; low has a quarter", async () => {
  await addKey("key_high", "high");
  await addKey("key_low", "low");
  await queue("key_normal", 60);
  await queue("key_low", 60);
  await queue("key_high", 60);
  const sent = await sendNext(42);
  expect(countOf(sent, "key_high")).toBeGreaterThanOrEqual(30);
  expect(countOf(sent, "key_normal")).toBeGreaterThanOrEqual(7);
  expect(countOf(sent, "key_low")).toBeGreaterThanOrEqual(2);
});

test("a generation that another provider takes over joins that queue at the end of its caller's own", async () => {
  const other = { ...scriptedProvider({ maxRunning: SLOTS }), id: "other" };
  const process = bench.newProcess([scriptedProvider({ configured: false }), other]);
  for (let index = 0; index < 5; index += 1) await bench.accept({ callerId: "key_a", provider: "other" });
  const link = {
    model: "m2",
    provider: "other",
    billing: "free",
    options: {},
    estimateMicroUsd: 0,
    warnings: [],
  } as const;
  const moved = await bench.accept({ callerId: "key_a", fallbacks: [link] });
  const stranger = await bench.accept({ callerId: "key_b", provider: "other" });
  await advance(process, moved.id);
  const waiting = await bench.store.dueQueued({ provider: "other", now: bench.clock.now(), limit: 99 });
  expect(waiting.at(-1)).toBe(moved.id);
  expect(waiting.indexOf(stranger.id)).toBeLessThanOrEqual(1);
});
