import type { Billing } from "@kinora/contract";
import type { Generation, SubmitOutcome } from "@kinora/domain";
import { afterEach, beforeEach, expect, test } from "vitest";
import { mortalStore } from "./testing/mortal-store.ts";
import { ACCEPTED, DONE, type Script, type ScriptedProvider, scriptedProvider } from "./testing/scripted-provider.ts";
import { openWorkerBench, type WorkerBench } from "./testing/worker-bench.ts";

let bench: WorkerBench;

beforeEach(async () => {
  bench = await openWorkerBench();
});
afterEach(() => bench.close());

const running = { kind: "running", progress: 50, stage: "rendering", pollAfterMs: 1_000 } as const;

interface Ending {
  readonly generation: Generation;
  readonly submits: number;
  readonly died: boolean;
}

/** A process that dies at its `life`-th call of the store, and a second one that takes up what it finds. */
const playWithCrash = async (
  script: Script & { billing: Billing },
  death: { life: number; dieAfterTheCall: boolean },
): Promise<Ending> => {
  const provider = scriptedProvider(script);
  const { id } = await bench.accept({ billing: script.billing });
  const mortal = mortalStore(bench.store, death);
  await bench.settle(bench.newProcess([provider], { store: mortal.store }), id).catch(() => undefined);
  const generation = await bench.settle(bench.newProcess([provider]), id);
  return { generation, submits: provider.calls.filter((call) => call === "submit").length, died: mortal.isDead() };
};

/** Every place where a process can die on the way of one generation to its end. */
const everyDeath = async (
  check: (ending: Ending, where: string) => void,
  script: Script & { billing: Billing },
): Promise<number> => {
  let places = 0;
  for (let life = 1; ; life += 1) {
    for (const dieAfterTheCall of [false, true]) {
      const ending = await playWithCrash(script, { life, dieAfterTheCall });
      if (!ending.died) return places;
      places += 1;
      check(ending, `died ${dieAfterTheCall ? "after" : "before"} call ${life}`);
    }
  }
};

test("wherever a process dies, paid work is sent once at the most, and ends or waits for a person", async () => {
  const statuses = new Set<string>();
  const places = await everyDeath(
    ({ generation, submits }, where) => {
      expect(submits, where).toBeLessThanOrEqual(1);
      expect(["succeeded", "needs_review"], where).toContain(generation.status);
      statuses.add(generation.status);
    },
    { billing: "on_success", submit: [ACCEPTED], poll: [running, DONE] },
  );
  expect(places).toBeGreaterThan(15);
  expect([...statuses].toSorted()).toEqual(["needs_review", "succeeded"]);
});

test("wherever a process dies, work that the provider's list shows is sent once and succeeds", async () => {
  await everyDeath(
    ({ generation, submits }, where) => {
      if (submits === 1) expect(generation.status, where).toBe("succeeded");
      expect(submits, where).toBeLessThanOrEqual(1);
    },
    {
      billing: "on_success",
      submit: [ACCEPTED],
      poll: [running, DONE],
      reconcile: [{ kind: "found", operation: { task: "t1" } }],
    },
  );
});

test("wherever a process dies, free work succeeds by itself", async () => {
  await everyDeath(({ generation }, where) => expect(generation.status, where).toBe("succeeded"), {
    billing: "free",
    poll: [running, DONE],
  });
});

test("a row found in submitting is not settled before its sender's deadline", async () => {
  const { generation } = await playWithCrash({ billing: "free", poll: [DONE] }, { life: 4, dieAfterTheCall: true });
  expect(generation.status).toBe("succeeded");
  expect(generation.attempts, "a start whose sender died does not count").toBe(1);
  // The intent was committed at 1 s; its sender might have sent until 11 s.
  expect(bench.clock.now()).toBeGreaterThanOrEqual(11_000);
});

test("what a crash left of a download is gone after the next collection", async () => {
  await everyDeath(() => undefined, { billing: "free", poll: [DONE] });
  const { readdir } = await import("node:fs/promises");
  expect(await readdir(`${bench.folder}/incoming`)).toEqual([]);
  expect(await readdir(`${bench.folder}/blobs/unfinished`)).toEqual([]);
});

const NO: SubmitOutcome = {
  kind: "rejected",
  failure: { code: "provider_auth", message: "It said no.", providerCode: undefined },
};

test("wherever a process dies, a chain of paid models goes on after a refusal, and one submit at the most may be paid for", async () => {
  const other = { model: "m2", provider: "other", billing: "on_success", options: {}, warnings: [] } as const;
  const fallbacks = [{ ...other, estimateMicroUsd: 300 }];
  const statuses = new Set<string>();
  for (let life = 1, lives = true; lives; life += 1) {
    for (const dieAfterTheCall of [false, true]) {
      const first = scriptedProvider({ submit: [NO] });
      const second = scriptedProvider({ id: "other", poll: [running, DONE] });
      const { id } = await bench.accept({ fallbacks, estimateMicroUsd: 200 });
      const mortal = mortalStore(bench.store, { life, dieAfterTheCall });
      const providers = [first, second];
      await bench.settle(bench.newProcess(providers, { store: mortal.store }), id).catch(() => undefined);
      const generation = await bench.settle(bench.newProcess(providers), id);
      const where = `died ${dieAfterTheCall ? "after" : "before"} call ${life}`;
      const submits = (of: ScriptedProvider): number => of.calls.filter((call) => call === "submit").length;
      expect(submits(first), where).toBeLessThanOrEqual(1);
      expect(submits(second), where).toBeLessThanOrEqual(1);
      expect(["succeeded", "needs_review"], where).toContain(generation.status);
      if (generation.status === "succeeded")
        expect([generation.provider, submits(second)], where).toEqual(["other", 1]);
      // Whose outcome is unknown keeps its hold; else what was held is settled once.
      const cost = generation.status === "succeeded" ? [0, 300] : [generation.provider === "other" ? 300 : 200, 0];
      expect([generation.cost?.heldMicroUsd, generation.cost?.settledMicroUsd ?? 0], where).toEqual(cost);
      statuses.add(`${generation.provider} ${generation.status}`);
      lives = mortal.isDead();
    }
  }
  expect([...statuses].toSorted()).toEqual(["other needs_review", "other succeeded", "scripted needs_review"]);
});
