import type { GenerationId, Provider } from "@kinora/domain";
import { expect, test, vi } from "vitest";
import { createQueueLooks, LOOK_AT_SLOTS_EVERY_MS, type QueueLooks } from "./queue-looks.ts";

const NOW = 5_000;

interface Bench {
  readonly looks: QueueLooks;
  readonly queued: GenerationId[];
  readonly wakeUps: [string, number][];
  readonly stop: () => void;
  asked: number;
  broken: boolean;
}

/** A provider with one free slot, whose queue is `queued`. */
const openBench = (): Bench => {
  const ending = new AbortController();
  const queued: GenerationId[] = [];
  const wakeUps: [string, number][] = [];
  const log = { debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() };
  const bench: Omit<Bench, "looks"> = { queued, wakeUps, stop: () => ending.abort(), asked: 0, broken: false };
  const looks = createQueueLooks({
    store: {
      countByModel: () => {
        bench.asked += 1;
        return bench.broken ? Promise.reject(new Error("the disk is full")) : Promise.resolve(new Map());
      },
      dueQueued: ({ limit }) => Promise.resolve(queued.slice(0, limit)),
    },
    scheduler: { schedule: (id, at) => void wakeUps.push([id, at]), start: vi.fn(), stop: vi.fn() },
    providers: [{ id: "acme", maxRunning: 1 } as Provider],
    clock: { now: () => NOW },
    log,
    stopping: ending.signal,
  });
  return Object.assign(bench, { looks });
};

const join = ({ looks, queued }: Bench, ...ids: string[]): void => {
  for (const id of ids) {
    queued.push(id as GenerationId);
    looks.joined({ id: id as GenerationId, provider: "acme" });
  }
};

const taken = ({ wakeUps }: Bench): string[] => wakeUps.filter(([, at]) => at === NOW).map(([id]) => id);

test("who joins an empty queue is taken up at once; for all who join together it is looked at once", async () => {
  const bench = openBench();
  join(bench, "a", "b", "c");
  await vi.waitFor(() => expect(taken(bench)).toEqual(["a"]));
  expect(bench.asked).toBe(1);
});

test("who joins while it is looked at, or just afterwards, has it looked at again", async () => {
  const bench = openBench();
  join(bench, "a");
  await vi.waitFor(() => expect(taken(bench)).toEqual(["a"]));
  bench.queued.shift();
  join(bench, "b");
  await vi.waitFor(() => expect(taken(bench)).toEqual(["a", "b"]));
});

test("each has a look of its own later on, whatever becomes of the common ones", async () => {
  const bench = openBench();
  bench.broken = true;
  join(bench, "a", "b");
  await vi.waitFor(() => expect(bench.asked).toBe(1));
  const later = NOW + LOOK_AT_SLOTS_EVERY_MS;
  expect(bench.wakeUps).toEqual([
    ["a", later],
    ["b", later],
  ]);
  bench.broken = false;
  await vi.waitFor(() => {
    join(bench, "c");
    expect(taken(bench)).toContain("a");
  });
});

test("a server that stops looks at no queue any more", async () => {
  const bench = openBench();
  bench.stop();
  join(bench, "a");
  await new Promise((resolve) => setTimeout(resolve, 30));
  expect(bench.asked).toBe(0);
});
