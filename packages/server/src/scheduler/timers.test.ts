import { createIdSource, type GenerationId } from "@kinora/domain";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createTimerScheduler } from "./timers.ts";

const newId = createIdSource(() => 3);
const clock = { now: () => Date.now() };
const A = newId(1);
const B = newId(2);
const C = newId(3);

let errors: unknown[] = [];

beforeEach(() => {
  vi.useFakeTimers({ now: 0 });
  errors = [];
});
afterEach(() => {
  vi.useRealTimers();
});

const newScheduler = (concurrency = 10): ReturnType<typeof createTimerScheduler> =>
  createTimerScheduler({ clock, concurrency, onError: (_, error) => errors.push(error) });

/** A handler that records its calls and ends when the test says so. */
const gate = (): { handle: (id: GenerationId) => Promise<void>; seen: GenerationId[]; open: () => void } => {
  const seen: GenerationId[] = [];
  const waiting: (() => void)[] = [];
  return {
    seen,
    handle: (id) => {
      seen.push(id);
      return new Promise((resolve) => waiting.push(resolve));
    },
    open: () => waiting.shift()?.(),
  };
};

const recorded = (): { handle: (id: GenerationId) => Promise<void>; at: [GenerationId, number][] } => {
  const at: [GenerationId, number][] = [];
  return {
    at,
    handle: (id) => {
      at.push([id, Date.now()]);
      return Promise.resolve();
    },
  };
};

test("a generation is looked at when its moment has come, and at once when that is past", async () => {
  const scheduler = newScheduler();
  const { handle, at } = recorded();
  scheduler.start(handle);
  scheduler.schedule(A, 500);
  scheduler.schedule(B, -9);
  await vi.advanceTimersByTimeAsync(499);
  expect(at).toEqual([[B, 0]]);
  await vi.advanceTimersByTimeAsync(1);
  expect(at).toEqual([
    [B, 0],
    [A, 500],
  ]);
});

test("of several wake-ups of one generation the earliest counts", async () => {
  const scheduler = newScheduler();
  const { handle, at } = recorded();
  scheduler.start(handle);
  scheduler.schedule(A, 500);
  scheduler.schedule(A, 900);
  scheduler.schedule(A, 200);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(at).toEqual([[A, 200]]);
});

test("what was scheduled before the start is looked at after it", async () => {
  const scheduler = newScheduler();
  const { handle, at } = recorded();
  scheduler.schedule(A, 0);
  await vi.advanceTimersByTimeAsync(10);
  scheduler.start(handle);
  expect(at).toEqual([[A, 10]]);
});

test("a wake-up during the handler makes one more look after it, however many came", async () => {
  const scheduler = newScheduler();
  const { handle, seen, open } = gate();
  scheduler.start(handle);
  scheduler.schedule(A, 0);
  await vi.advanceTimersByTimeAsync(0);
  scheduler.schedule(A, 0);
  scheduler.schedule(A, 0);
  await vi.advanceTimersByTimeAsync(5);
  scheduler.schedule(A, 0);
  await vi.advanceTimersByTimeAsync(5);
  expect(seen).toEqual([A]);
  open();
  await vi.advanceTimersByTimeAsync(5);
  expect(seen).toEqual([A, A]);
  open();
  await vi.advanceTimersByTimeAsync(5);
  expect(seen).toEqual([A, A]);
});

test("no more handlers run at once than allowed, and the waiting ones go in order", async () => {
  const scheduler = newScheduler(2);
  const { handle, seen, open } = gate();
  scheduler.start(handle);
  for (const id of [A, B, C]) scheduler.schedule(id, 0);
  await vi.advanceTimersByTimeAsync(1);
  expect(seen).toEqual([A, B]);
  open();
  await vi.advanceTimersByTimeAsync(0);
  expect(seen).toEqual([A, B, C]);
});

test("a moment that is further away than a timer reaches is not reached early", async () => {
  const scheduler = newScheduler();
  const { handle, at } = recorded();
  scheduler.start(handle);
  const inSixtyDays = 60 * 24 * 3_600_000;
  scheduler.schedule(A, inSixtyDays);
  await vi.advanceTimersByTimeAsync(inSixtyDays - 1);
  expect(at).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(at).toEqual([[A, inSixtyDays]]);
});

test("a handler that throws is told of and stops nobody else", async () => {
  const scheduler = newScheduler(1);
  const seen: GenerationId[] = [];
  scheduler.start((id) => {
    seen.push(id);
    return id === A ? Promise.reject(new Error("broken")) : Promise.resolve();
  });
  scheduler.schedule(A, 0);
  scheduler.schedule(B, 0);
  await vi.advanceTimersByTimeAsync(0);
  expect(errors).toEqual([new Error("broken")]);
  expect(seen).toEqual([A, B]);
});

test("stop waits for the handlers that run and starts no other", async () => {
  const scheduler = newScheduler(1);
  const { handle, seen, open } = gate();
  scheduler.start(handle);
  scheduler.schedule(A, 0);
  scheduler.schedule(B, 0);
  await vi.advanceTimersByTimeAsync(0);
  let stopped = false;
  const stopping = scheduler.stop().then(() => (stopped = true));
  scheduler.schedule(C, 0);
  await vi.advanceTimersByTimeAsync(50);
  expect(stopped).toBe(false);
  open();
  await stopping;
  await vi.advanceTimersByTimeAsync(50);
  expect(seen).toEqual([A]);
});
