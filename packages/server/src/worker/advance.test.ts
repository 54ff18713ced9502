import { Failure, type ModelCapabilities } from "@kinora/contract";
import { type Generation, type PollOutcome, type Provider, wakeAtOf } from "@kinora/domain";
import { afterEach, beforeEach, expect, test } from "vitest";
import { advance } from "./advance.ts";
import type { VideoDesk } from "./video-desk.ts";
import { recordEvent } from "./record-event.ts";
import { ACCEPTED, DONE, type Script, scriptedProvider, type ScriptedProvider } from "./testing/scripted-provider.ts";
import { openWorkerBench, strictDesk, trustingDesk, type WorkerBench } from "./testing/worker-bench.ts";

let bench: WorkerBench;

beforeEach(async () => {
  bench = await openWorkerBench();
});
afterEach(() => bench.close());

const running = (progress: number, stage = "rendering"): PollOutcome => ({
  kind: "running",
  progress,
  stage,
  pollAfterMs: 1_000,
});

interface Ending {
  readonly generation: Generation;
  readonly provider: ScriptedProvider;
  readonly log: readonly string[];
}

const logOf = async ({ id }: Generation): Promise<string[]> =>
  (await bench.store.events({ afterId: 0, generationId: id, limit: 500 })).map(({ type }) => type);

/** Plays one generation to its end against a scripted provider. */
const play = async (script: Script, facts: Parameters<WorkerBench["accept"]>[0] = {}): Promise<Ending> => {
  const provider = scriptedProvider(script);
  const { id } = await bench.accept({ billing: script.billing ?? "on_success", ...facts });
  const generation = await bench.settle(bench.newProcess([provider]), id);
  return { generation, provider, log: await logOf(generation) };
};

/** Steps a generation until it stands in `status`. */
const stepTo = async (
  status: Generation["status"],
  context: Parameters<typeof advance>[0],
  { id }: Generation,
): Promise<Generation> => {
  for (let step = 0; step < 20; step += 1) {
    const generation = await bench.store.read(id);
    if (generation?.status === status) return generation;
    bench.clock.set(Math.max(bench.clock.now(), (await advance(context, id)) ?? 0));
  }
  throw new Error(`it never was ${status}`);
};

const askToCancel = async (generation: Generation): Promise<void> => {
  const fresh = (await bench.store.read(generation.id)) ?? generation;
  await recordEvent(bench, fresh, { type: "cancel_asked", answer: { stops: true, billing: "may_be_billed" } });
};

test("an accepted submit runs, is collected and succeeds, and the provider is told to free what it kept", async () => {
  const { generation, provider, log } = await play({ poll: [running(10), running(60), DONE] });
  expect(generation).toMatchObject({
    status: "succeeded",
    progress: 100,
    artifacts: [
      { kind: "video", mediaType: "video/mp4", width: 960, durationSeconds: 4, fileName: "clouds-drift.mp4" },
      { kind: "thumbnail", mediaType: "image/webp", width: 320, fileName: "clouds-drift-thumbnail.webp" },
    ],
  });
  expect(provider.calls).toEqual(["submit", "poll", "poll", "poll", "download", "release"]);
  expect(log).toEqual([
    "generation.queued",
    "generation.submitting",
    "generation.running",
    "generation.progressed",
    "generation.progressed",
    "generation.collecting",
    "generation.succeeded",
  ]);
});

test("the video is on our own storage, under the address of its artifact, when succeeded is said", async () => {
  const { generation } = await play({});
  if (generation.status !== "succeeded") throw new Error("it did not succeed");
  const [video, thumbnail] = generation.artifacts;
  expect(await bench.blobs.stat(video?.sha256 ?? "")).toEqual({ sha256: video?.sha256, bytes: 6 });
  expect(video?.capability).not.toBe(thumbnail?.capability);
  expect((await bench.store.findByArtifact(video?.capability ?? ""))?.id).toBe(generation.id);
});

test("a documented refusal is failed, with the provider's own code", async () => {
  const failure = { code: "provider_refused_content", message: "No.", providerCode: "DataInspectionFailed" } as const;
  const { generation, provider } = await play({ submit: [{ kind: "rejected", failure }] });
  expect(generation).toMatchObject({ status: "failed", failure });
  expect(provider.calls).toEqual(["submit"]);
});

test("a documented try-later goes back to the queue, waits, and is sent again", async () => {
  const { generation, provider, log } = await play({ submit: [{ kind: "try_later", afterMs: 7_000 }, ACCEPTED] });
  expect(generation.status).toBe("succeeded");
  expect(bench.clock.now()).toBeGreaterThanOrEqual(8_000);
  expect(provider.calls.filter((call) => call === "submit")).toHaveLength(2);
  expect(log.slice(0, 4)).toEqual([
    "generation.queued",
    "generation.submitting",
    "generation.queued",
    "generation.submitting",
  ]);
});

test.each([
  ["an ambiguous answer", { kind: "ambiguous", detail: "the connection was reset" } as const],
  ["a submit that throws", new Error("the connection was reset")],
])("%s of a paid provider without a list waits for a person and is never sent again", async (_, outcome) => {
  const { generation, provider } = await play({ submit: [outcome] });
  expect(generation).toMatchObject({ status: "needs_review", tried: ["the connection was reset"] });
  expect(wakeAtOf(generation)).toBeUndefined();
  expect(provider.calls).toEqual(["submit"]);
});

test("an ambiguous submit that the provider's list shows is running, and sent once", async () => {
  const { generation, provider } = await play({
    submit: [{ kind: "ambiguous", detail: "timeout" }],
    reconcile: [{ kind: "found", operation: { task: "t9" } }],
  });
  expect(generation.status).toBe("succeeded");
  expect(provider.calls).toEqual(["submit", "reconcile", "poll", "download", "release"]);
});

test("a submit that the readable list lacks, twice and after its delay, is failed and not billed", async () => {
  const { generation, provider } = await play({
    submit: [{ kind: "ambiguous", detail: "timeout" }],
    reconcile: [{ kind: "absent" }],
  });
  expect(generation).toMatchObject({ status: "failed", failure: { code: "provider_never_got_it" } });
  // Sent at 1 s with a deadline at 11 s: nothing is certain before 71 s.
  expect(bench.clock.now()).toBeGreaterThanOrEqual(71_000);
  expect(provider.calls.filter((call) => call === "submit")).toHaveLength(1);
});

test("of a provider whose list shows at once what it took, it is certain sooner", async () => {
  const { generation } = await play({
    submit: [{ kind: "ambiguous", detail: "timeout" }],
    reconcile: [{ kind: "absent" }],
    listingDelayMs: 5_000,
  });
  expect(generation).toMatchObject({ status: "failed", failure: { code: "provider_never_got_it" } });
  expect(bench.clock.now()).toBeGreaterThanOrEqual(16_000);
  expect(bench.clock.now()).toBeLessThan(40_000);
});

test("a list that cannot be read leads to a person, and goes on being looked at", async () => {
  const { generation, provider } = await play({
    submit: [{ kind: "ambiguous", detail: "timeout" }],
    reconcile: [...Array.from({ length: 30 }, () => new Error("503")), { kind: "found", operation: { task: "t9" } }],
  });
  expect(generation.status).toBe("succeeded");
  expect(await logOf(generation)).toContain("generation.needs_review");
  expect(provider.calls.filter((call) => call === "submit")).toHaveLength(1);
});

test("of the tasks in the provider's list, one that another generation had is left out, also when that has ended", async () => {
  await play({ submit: [{ kind: "accepted", operation: { task: "t1" }, pollAfterMs: 0 }] });
  const { generation, provider } = await play({
    submit: [{ kind: "ambiguous", detail: "reset" }],
    reconcile: [{ kind: "candidates", operations: [{ task: "t1" }, { task: "t2" }] }],
  });
  expect(generation.status).toBe("succeeded");
  expect(provider.calls).toEqual(["submit", "reconcile", "poll", "download", "release"]);
  expect(await bench.store.unattached("scripted", [{ task: "t1" }, { task: "t2" }])).toEqual([]);
});

test("two unknown submits and one task: a person is asked for both, and neither takes it", async () => {
  const provider = scriptedProvider({
    maxRunning: 2,
    submit: [{ kind: "ambiguous", detail: "reset" }],
    // Both are out before the list can be read.
    reconcile: [new Error("503"), new Error("503"), { kind: "candidates", operations: [{ task: "t1" }] }],
  });
  const context = bench.newProcess([provider]);
  const both = [await bench.accept(), await bench.accept()];
  for (const { id } of both) await advance(context, id);
  for (const one of both) expect((await stepTo("needs_review", context, one)).status).toBe("needs_review");
});

test("a poll that the account may not make yet writes nothing and is made when it may", async () => {
  const provider = scriptedProvider({ poll: [{ kind: "postponed", afterMs: 5_000 }, DONE] });
  const context = bench.newProcess([provider]);
  const generation = await stepTo("running", context, await bench.accept());
  const now = bench.clock.now();
  expect(await advance(context, generation.id)).toBe(now + 5_000);
  expect((await bench.store.read(generation.id))?.version).toBe(generation.version);
});

test("work of a free provider that was not taken starts again, three times at the most", async () => {
  const { generation, provider } = await play({ billing: "free", submit: [new Error("it broke")] });
  expect(generation).toMatchObject({ status: "failed", failure: { code: "engine_failed" } });
  expect(provider.calls).toEqual(["submit", "submit", "submit"]);
});

test("work that a free provider forgot starts again", async () => {
  const { generation, provider } = await play({ billing: "free", poll: [running(40), { kind: "forgotten" }, DONE] });
  expect(generation).toMatchObject({ status: "succeeded", attempts: 2 });
  expect(provider.calls).toEqual(["submit", "poll", "poll", "release", "submit", "poll", "download", "release"]);
});

test("a paid task that the provider no longer knows is expired, and never sent again", async () => {
  const { generation, provider } = await play({ poll: [running(40), { kind: "forgotten" }] });
  expect(generation).toMatchObject({ status: "expired", failure: { code: "expired" } });
  expect(provider.calls.filter((call) => call === "submit")).toHaveLength(1);
});

test("polls without an answer back off and are never final", async () => {
  const { generation, provider } = await play({ poll: [...Array.from({ length: 12 }, () => new Error("503")), DONE] });
  expect(generation.status).toBe("succeeded");
  expect(provider.calls.filter((call) => call === "poll")).toHaveLength(13);
  // 2, 4, 8, 16, 32 and seven times 60 seconds.
  expect(bench.clock.now()).toBeGreaterThanOrEqual(482_000);
});

test("polls without an answer end when the provider has long forgotten the task", async () => {
  const { generation } = await play({ poll: [new Error("503")], retentionMs: 600_000 });
  expect(generation.status).toBe("expired");
});

test("a failure that the provider tells is failed with its code", async () => {
  const failure = { code: "provider_failed", message: "Out of luck.", providerCode: "E17" } as const;
  const { generation, provider } = await play({ poll: [{ kind: "failed", failure }] });
  expect(generation).toMatchObject({ status: "failed", failure });
  expect(provider.calls).toEqual(["submit", "poll", "release"]);
});

test("a result that is gone is expired for paid work and made again for free work", async () => {
  const gone = new Failure("result_gone");
  expect((await play({ download: [gone] })).generation.status).toBe("expired");
  expect((await play({ billing: "free", download: [gone, "a film"] })).generation).toMatchObject({
    status: "succeeded",
    attempts: 2,
  });
});

test("trouble on the way to the result is tried again until it is collected", async () => {
  const { generation, provider } = await play({ download: [new Error("reset"), new Error("reset"), "a film"] });
  expect(generation.status).toBe("succeeded");
  expect(provider.calls.filter((call) => call === "download")).toHaveLength(3);
});

test("a file that is no usable video, three times, is failed", async () => {
  const provider = scriptedProvider({});
  const { id } = await bench.accept();
  const generation = await bench.settle(bench.newProcess([provider], { videoDesk: strictDesk }), id);
  expect(generation).toMatchObject({
    status: "failed",
    failure: { code: "result_unusable", message: "It is cut short." },
  });
  expect(provider.calls.filter((call) => call === "download")).toHaveLength(3);
});

test("videos are checked one at a time, however many wait to be collected", async () => {
  let [now, most] = [0, 0];
  const videoDesk: VideoDesk = {
    ...trustingDesk,
    check: async (...asked) => {
      now += 1;
      most = Math.max(most, now);
      const checked = await trustingDesk.check(...asked);
      now -= 1;
      return checked;
    },
  };
  const context = bench.newProcess([scriptedProvider({ maxRunning: 3 })], { videoDesk });
  const accepted = [await bench.accept(), await bench.accept(), await bench.accept()];
  for (const generation of accepted) await stepTo("collecting", context, generation);
  await Promise.all(accepted.map(({ id }) => advance(context, id)));
  expect(most).toBe(1);
  for (const { id } of accepted) expect((await bench.store.read(id))?.status).toBe("succeeded");
});

test("a provider that is not set up any more refuses what was not sent yet", async () => {
  const { generation, provider } = await play({ configured: false });
  expect(generation).toMatchObject({ status: "failed", failure: { code: "model_not_configured" } });
  expect(provider.calls).toEqual([]);
});

test("the next model takes the place of one whose provider is not set up any more, at once", async () => {
  const gone = scriptedProvider({ configured: false });
  const other = scriptedProvider({ id: "other" });
  const link = { model: "m2", provider: "other", billing: "free", options: {}, estimateMicroUsd: 0 } as const;
  const { id } = await bench.accept({ fallbacks: [{ ...link, warnings: [] }] });
  const generation = await bench.settle(bench.newProcess([gone, other]), id);
  expect(generation).toMatchObject({ status: "succeeded", provider: "other" });
  expect(gone.calls).toEqual([]);
});

test("a limit of the request's own is looked at again before the submit: the price may have risen since", async () => {
  const dear: Provider = { ...scriptedProvider({}), priceOf: () => ({ amount: 2, currency: "USD", usd: 2 }) };
  const model = { id: "kinora-motion-1", usd_per_second: null } as ModelCapabilities;
  const { id } = await bench.accept({ estimateMicroUsd: 1_000_000, maxCostMicroUsd: 1_500_000 });
  const generation = await bench.settle(bench.newProcess([{ ...dear, models: [model] }]), id);
  expect(generation).toMatchObject({ status: "failed", failure: { code: "over_budget" }, attempts: 0 });
});

test("a wish to cancel reaches the provider once, when it is running", async () => {
  const provider = scriptedProvider({
    poll: [running(5), { kind: "cancelled" }],
    cancel: [{ stops: true, billing: "not_billed" }],
  });
  const context = bench.newProcess([provider]);
  const generation = await bench.accept();
  await stepTo("running", context, generation);
  await advance(context, generation.id);
  await askToCancel(generation);
  const ended = await bench.settle(context, generation.id);
  expect(ended).toMatchObject({ status: "cancelled", cancel: { stops: true, billing: "not_billed" } });
  expect(provider.calls).toEqual(["submit", "poll", "cancel", "poll", "release"]);
});

test("what the provider cannot stop runs on and is collected all the same", async () => {
  const provider = scriptedProvider({
    poll: [running(5), DONE],
    cancel: [new Error("503"), { stops: false, billing: "may_be_billed" }],
  });
  const context = bench.newProcess([provider]);
  const generation = await bench.accept();
  await stepTo("running", context, generation);
  await askToCancel(generation);
  const ended = await bench.settle(context, generation.id);
  expect(ended).toMatchObject({ status: "succeeded", cancel: { stops: false } });
  expect(provider.calls).toEqual(["submit", "cancel", "poll", "cancel", "poll", "download", "release"]);
});

test("a wish to cancel in the queue is the end, and nothing is sent", async () => {
  const provider = scriptedProvider({});
  const generation = await bench.accept();
  await askToCancel(generation);
  expect((await bench.settle(bench.newProcess([provider]), generation.id)).status).toBe("cancelled");
  expect(provider.calls).toEqual([]);
});

test("a wish to cancel while the submit is out does not lose the acceptance, and follows it", async () => {
  const provider = scriptedProvider({
    poll: [{ kind: "cancelled" }],
    cancel: [{ stops: true, billing: "not_billed" }],
  });
  const generation = await bench.accept();
  const impatient = {
    ...provider,
    submit: async (...asked: Parameters<typeof provider.submit>) => {
      const outcome = await provider.submit(...asked);
      await askToCancel(generation);
      return outcome;
    },
  };
  const ended = await bench.settle(bench.newProcess([impatient]), generation.id);
  expect(ended.status).toBe("cancelled");
  expect(provider.calls).toEqual(["submit", "cancel", "poll", "release"]);
});

test("no more than maxRunning are sent, those that wait longest go first, and a free slot wakes the next", async () => {
  const provider = scriptedProvider({ poll: [running(1), DONE], maxRunning: 1 });
  const context = bench.newProcess([provider]);
  const [first, second, third] = [await bench.accept(), await bench.accept(), await bench.accept()];
  await advance(context, third.id);
  expect(provider.calls).toEqual([]);
  expect(bench.wakeUps.get(first.id)).toBe(1_000);
  await Promise.all([first, second, third].map(({ id }) => advance(context, id)));
  expect(provider.calls).toEqual(["submit"]);
  expect((await bench.store.read(first.id))?.status).toBe("running");
  bench.wakeUps.clear();
  await bench.settle(context, first.id);
  expect([...bench.wakeUps.keys()]).toEqual([second.id]);
});

test("a model that may have no more under way does not hold up the others, and goes on when one of its own is done", async () => {
  const provider = scriptedProvider({ poll: [running(1), DONE], maxRunning: 5, maxRunningOf: 1 });
  const context = bench.newProcess([provider]);
  const [first, second] = [await bench.accept({ model: "slow" }), await bench.accept({ model: "slow" })];
  const other = await bench.accept({ model: "fast" });
  for (const { id } of [first, second, other]) await advance(context, id);
  const statusOf = async ({ id }: Generation): Promise<unknown> => (await bench.store.read(id))?.status;
  expect([await statusOf(first), await statusOf(second), await statusOf(other)]).toEqual([
    "running",
    "queued",
    "running",
  ]);
  bench.wakeUps.clear();
  await bench.settle(context, first.id);
  expect([...bench.wakeUps.keys()]).toEqual([second.id]);
});

test("slots are counted in the store, so that a new process keeps to them", async () => {
  const provider = scriptedProvider({ poll: [running(1)], maxRunning: 2 });
  const generations = [await bench.accept(), await bench.accept(), await bench.accept()];
  for (const { id } of generations.slice(0, 2)) await advance(bench.newProcess([provider]), id);
  await advance(bench.newProcess([provider]), generations[2]?.id ?? (generations[0] as Generation).id);
  expect(provider.calls).toEqual(["submit", "submit"]);
});

test("a sender that is past its deadline sends nothing", async () => {
  const provider = scriptedProvider({});
  const { id } = await bench.accept();
  const context = bench.newProcess([provider]);
  const slowBlobs = {
    ...bench.blobs,
    withFile: <T>(sha256: string, use: (path: string) => Promise<T>) => {
      bench.clock.set(bench.clock.now() + 10_000);
      return bench.blobs.withFile(sha256, use);
    },
  };
  await advance({ ...context, deps: { ...context.deps, blobs: slowBlobs } }, id);
  expect(provider.calls).toEqual([]);
  expect((await bench.store.read(id))?.status).toBe("queued");
});

test("a picture that its storage does not give now: nothing is sent, and it is tried again", async () => {
  const provider = scriptedProvider({});
  const { id } = await bench.accept();
  const withFile = (): Promise<never> => Promise.reject(new Failure("storage_unreachable"));
  const context = bench.newProcess([provider], { blobs: { ...bench.blobs, withFile } });
  expect(await advance(context, id)).toBe(6_000);
  expect(await bench.store.read(id)).toMatchObject({ status: "queued", attempts: 0 });
  expect(provider.calls).toEqual([]);
  expect(await bench.settle(bench.newProcess([provider]), id)).toMatchObject({ status: "succeeded", attempts: 1 });
});

test("progress is written now and then, a new stage at once, and progress never falls", async () => {
  const provider = scriptedProvider({
    poll: [running(1), running(2), running(3), running(9), running(4), running(9, "encoding"), DONE],
  });
  const context = bench.newProcess([provider]);
  const generation = await bench.accept();
  await stepTo("running", context, generation);
  bench.clock.set(50_000);
  const seen: unknown[] = [];
  for (let poll = 0; poll < 6; poll += 1) {
    bench.clock.set(50_000 + poll * 10);
    await advance(context, generation.id);
    const { progress, stage } = (await bench.store.read(generation.id)) ?? generation;
    seen.push([progress, stage]);
  }
  expect(seen).toEqual([
    [1, "rendering"],
    [1, "rendering"],
    [1, "rendering"],
    [9, "rendering"],
    [9, "rendering"],
    [9, "encoding"],
  ]);
});

test("a poll that was given up because the worker stops says nothing of the generation", async () => {
  const stopping = new AbortController();
  const provider = scriptedProvider({ poll: [new Error("aborted")] });
  const context = bench.newProcess([provider], { signal: stopping.signal });
  const generation = await bench.accept();
  const before = await stepTo("running", context, generation);
  stopping.abort();
  expect(await advance(context, generation.id)).toBeUndefined();
  expect(await bench.store.read(generation.id)).toEqual(before);
});

test("a final generation is left alone", async () => {
  const { generation, provider } = await play({});
  const calls = provider.calls.length;
  expect(await advance(bench.newProcess([provider]), generation.id)).toBeUndefined();
  expect(provider.calls).toHaveLength(calls);
  expect(await bench.store.read(generation.id)).toEqual(generation);
});
