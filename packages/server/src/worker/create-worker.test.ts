import type { Status } from "@kinora/contract";
import type { Generation, GenerationId } from "@kinora/domain";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createTimerScheduler } from "../scheduler/timers.ts";
import { createWorker, type Worker } from "./create-worker.ts";
import { ACCEPTED, DONE, scriptedProvider } from "./testing/scripted-provider.ts";
import { openWorkerBench, type WorkerBench } from "./testing/worker-bench.ts";
import type { WorkerDeps } from "./worker-deps.ts";

const clock = { now: () => Date.now() };
let bench: WorkerBench;
let worker: Worker | undefined;
let broken: unknown[] = [];

beforeEach(async () => {
  bench = await openWorkerBench();
});
afterEach(async () => {
  await worker?.stop();
  await bench.close();
  expect(broken).toEqual([]);
  broken = [];
});

const startWorker = async (
  providers: WorkerDeps["providers"],
  overrides: Partial<WorkerDeps> = {},
): Promise<WorkerDeps["scheduler"]> => {
  const scheduler = createTimerScheduler({
    clock,
    concurrency: 4,
    onError: (_, error) => void broken.push(error),
  });
  worker = createWorker({ ...bench.deps, clock, scheduler, providers, ...overrides });
  await worker.start();
  return scheduler;
};

const reached = (id: GenerationId, status: Status): Promise<Generation> =>
  new Promise((resolve, reject) => {
    const look = async (): Promise<void> => {
      const generation = await bench.store.read(id);
      if (generation?.status !== status) return;
      stop();
      resolve(generation);
    };
    const stop = bench.store.onAppend((changed) => void (changed === id && look().catch(reject)));
    look().catch(reject);
  });

const quick = { ...ACCEPTED, pollAfterMs: 0 };

test("what an earlier process left unfinished is taken up at the start, and brought to its end", async () => {
  const { id } = await bench.accept();
  await startWorker([scriptedProvider({ submit: [quick] })]);
  expect((await reached(id, "succeeded")).progress).toBe(100);
});

test("a generation that is accepted while the worker runs is done when it is woken", async () => {
  const scheduler = await startWorker([scriptedProvider({ submit: [quick] })]);
  const { id } = await bench.accept();
  scheduler.schedule(id, clock.now());
  await reached(id, "succeeded");
});

test("more generations than slots are all done, one after the other", async () => {
  const provider = scriptedProvider({ submit: [quick], maxRunning: 1 });
  const accepted = [await bench.accept(), await bench.accept(), await bench.accept()];
  await startWorker([provider]);
  await Promise.all(accepted.map(({ id }) => reached(id, "succeeded")));
  expect(provider.calls.filter((call) => call === "submit")).toHaveLength(3);
});

test("a provider that hears of progress by itself has the generation looked at at once", async () => {
  const { id } = await bench.accept();
  const provider = scriptedProvider({ poll: [DONE] });
  const inAnHour = 3_600_000;
  await startWorker([
    {
      ...provider,
      submit: (plan, { wake }) => {
        setImmediate(() => wake(plan.generationId));
        return Promise.resolve({ kind: "accepted", operation: {}, pollAfterMs: inAnHour });
      },
    },
  ]);
  await reached(id, "succeeded");
});

test("at the start a provider frees what it keeps, but for the operations that are still wanted", async () => {
  const { id } = await bench.accept();
  const first = await startWorker([scriptedProvider({ poll: [{ kind: "running", progress: 1, pollAfterMs: 9e6 }] })]);
  await reached(id, "running");
  await first.stop();
  const wanted: unknown[] = [];
  await startWorker([
    {
      ...scriptedProvider({}),
      sweep: (operations) => {
        wanted.push(...operations);
        return Promise.resolve();
      },
    },
  ]);
  expect(wanted).toEqual([{ task: "t1" }]);
});

test("a step that breaks is told of in the log and is not the end of the generation", async () => {
  const { id } = await bench.accept();
  const told = Promise.withResolvers<string>();
  const log = { info: () => undefined, warn: (fact: string) => told.resolve(fact) };
  const store = { ...bench.store, read: () => Promise.reject(new Error("the disk is on fire")) };
  await startWorker([scriptedProvider({})], { log, store });
  expect(await told.promise).toBe("generation.step_failed");
  expect((await bench.store.read(id))?.status).toBe("queued");
});

test("stop waits for a submit that is out, and its answer is written", async () => {
  const { id } = await bench.accept();
  const [out, answer] = [Promise.withResolvers<undefined>(), Promise.withResolvers<typeof ACCEPTED>()];
  const submit = (): Promise<typeof ACCEPTED> => {
    out.resolve(undefined);
    return answer.promise;
  };
  await startWorker([{ ...scriptedProvider({}), submit }]);
  await out.promise;
  const stopping = worker?.stop();
  answer.resolve(ACCEPTED);
  await stopping;
  expect((await bench.store.read(id))?.status).toBe("running");
});
