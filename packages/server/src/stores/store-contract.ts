import { listQuerySchema, type ListQuery } from "@kinora/contract";
import { type Audience, firstLogEntries, type GenerationStore, logEntries } from "@kinora/domain";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { after, PATHS, sampleGeneration } from "./generation.sample.ts";
import { apiKeyContract } from "./api-key-contract.ts";
import { auditContract } from "./audit-contract.ts";
import { callerContract } from "./caller-contract.ts";
import { insert, insertAfter } from "./insert.sample.ts";
import { repeatContract } from "./repeat-contract.ts";
import { settingContract } from "./setting-contract.ts";
import { setupContract } from "./setup-contract.ts";
import { trashContract } from "./trash-contract.ts";
import { turnContract } from "./turn-contract.ts";
import { uploadContract } from "./upload-contract.ts";
import { webhookContract } from "./webhook-contract.ts";

/** A store under test; `reopen` closes it and opens the same data again, as a new process would. */
export interface StoreFixture {
  readonly store: GenerationStore;
  reopen(): Promise<GenerationStore>;
  dispose(): Promise<void>;
}

type OpenFixture = () => Promise<StoreFixture>;

const EVERYONE = { all: true } as const;
const ask = (query: Partial<Record<keyof ListQuery, unknown>>): ListQuery => listQuerySchema.parse(query);

let fixture: StoreFixture;
let store: GenerationStore;

const rowTests = (): void => {
  test("what was inserted reads back the same, also in a new process", async () => {
    const generation = await insert(store, sampleGeneration());
    expect(await store.read(generation.id)).toEqual(generation);
    expect(await (await fixture.reopen()).read(generation.id)).toEqual(generation);
  });

  test.each(Object.entries(PATHS))("a generation that is %s reads back the same", async (_, events) => {
    const generation = await insertAfter(store, sampleGeneration(), events);
    expect(await store.read(generation.id)).toEqual(generation);
  });

  test("an id that nobody has reads as undefined", async () => {
    expect(await store.read(sampleGeneration().id)).toBeUndefined();
  });

  test("of two writers that read the same version one wins, and the other is told and logs nothing", async () => {
    const generation = await insert(store, sampleGeneration());
    const [event] = PATHS.submitting;
    const first = after(generation, event);
    const second = after(generation, PATHS.failed[0]);
    expect(await store.save(first, logEntries(generation, first, event))).toBe(true);
    expect(await store.save(second, logEntries(generation, second, PATHS.failed[0]))).toBe(false);
    expect((await store.read(generation.id))?.status).toBe("submitting");
    const events = await store.events({ afterId: 0, generationId: generation.id, limit: 10 });
    expect(events.map(({ type }) => type)).toEqual(["generation.queued", "generation.submitting"]);
  });
};

const claimTests = (): void => {
  const claim = { callerId: "caller-1", key: "key-1", digest: "digest-1" };

  test("a claimed idempotency key answers with the generation and the digest that it was claimed with", async () => {
    const first = sampleGeneration();
    expect(await store.insert(first, [], claim)).toEqual({ kind: "inserted" });
    const second = sampleGeneration();
    expect(await store.insert(second, firstLogEntries(second), { ...claim, digest: "other" })).toEqual({
      kind: "claimed",
      generation: first,
      digest: "digest-1",
    });
    expect(await store.read(second.id)).toBeUndefined();
    expect(await store.events({ afterId: 0, generationId: second.id, limit: 10 })).toEqual([]);
  });

  test("two callers may use the same idempotency key", async () => {
    await store.insert(sampleGeneration(), [], claim);
    const other = sampleGeneration({ callerId: "caller-2" });
    expect(await store.insert(other, [], { ...claim, callerId: "caller-2" })).toEqual({ kind: "inserted" });
  });

  test("of many inserts at once with one key exactly one is inserted", async () => {
    const outcomes = await Promise.all(Array.from({ length: 8 }, () => store.insert(sampleGeneration(), [], claim)));
    expect(outcomes.filter(({ kind }) => kind === "inserted")).toHaveLength(1);
  });
};

const listTests = (): void => {
  test("a list is newest first and its cursor goes on where the page ended, whatever arrives meanwhile", async () => {
    const ids = [];
    for (let index = 0; index < 5; index += 1) ids.push((await insert(store, sampleGeneration())).id);
    const first = await store.list(ask({ limit: 2 }), EVERYONE);
    await insert(store, sampleGeneration());
    const second = await store.list(ask({ limit: 2, cursor: first.nextCursor }), EVERYONE);
    const third = await store.list(ask({ limit: 2, cursor: second.nextCursor }), EVERYONE);
    const seen = [first, second, third].flatMap((page) => page.generations.map(({ id }) => id));
    expect(seen).toEqual(ids.toReversed());
    expect(third.nextCursor).toBeUndefined();
  });

  test("a list that is wished oldest first begins there, and its cursor goes on to what is newer", async () => {
    const ids = [];
    for (let index = 0; index < 3; index += 1) ids.push((await insert(store, sampleGeneration())).id);
    const first = await store.list({ ...ask({ limit: 2 }), order: "oldest_first" }, EVERYONE);
    const rest = await store.list({ ...ask({ cursor: first.nextCursor }), order: "oldest_first" }, EVERYONE);
    expect([first, rest].map((page) => page.generations.map(({ id }) => id))).toEqual([ids.slice(0, 2), ids.slice(2)]);
  });

  test("a list shows a caller its own generations only", async () => {
    const own = await insert(store, sampleGeneration({ callerId: "caller-2" }));
    await insert(store, sampleGeneration({ callerId: "caller-1" }));
    const page = await store.list(ask({}), { callerId: "caller-2" });
    expect(page.generations.map(({ id }) => id)).toEqual([own.id]);
  });

  test("a list is filtered by status, model, provider, words of the prompt and time", async () => {
    const old = await insert(store, sampleGeneration({ createdAt: 1_000, prompt: "50% of_the sea" }));
    const young = await insert(
      store,
      sampleGeneration({ createdAt: 5_000, model: "m2", provider: "p2", prompt: "500" }),
    );
    const found = async (query: Parameters<typeof ask>[0]): Promise<string[]> =>
      (await store.list(ask(query), EVERYONE)).generations.map(({ id }) => id);
    expect(await found({ model: "m2" })).toEqual([young.id]);
    expect(await found({ provider: "local" })).toEqual([old.id]);
    expect(await found({ q: "50%" })).toEqual([old.id]);
    expect(await found({ q: "f_t" })).toEqual([old.id]);
    expect(await found({ after: "1970-01-01T00:00:02Z" })).toEqual([young.id]);
    expect(await found({ before: "1970-01-01T00:00:02Z" })).toEqual([old.id]);
    expect(await found({ status: "queued" })).toEqual([young.id, old.id]);
    expect(await found({ status: "failed" })).toEqual([]);
  });

  test("a cursor that is none is a bad request", async () => {
    await expect(store.list(ask({ cursor: "x" }), EVERYONE)).rejects.toMatchObject({ code: "bad_request" });
  });
};

const workerTests = (): void => {
  test("pending are those that are not final, with the moment of their next look", async () => {
    const queued = await insert(store, sampleGeneration());
    const running = await insertAfter(store, sampleGeneration(), PATHS.running);
    const review = await insertAfter(store, sampleGeneration(), PATHS.needs_review);
    for (const path of [PATHS.succeeded, PATHS.failed, PATHS.cancelled, PATHS.expired]) {
      await insertAfter(store, sampleGeneration(), path);
    }
    expect(await store.pending()).toEqual([
      { id: queued.id, status: "queued", wakeAt: 1_000 },
      { id: running.id, status: "running", wakeAt: 2_500 },
      { id: review.id, status: "needs_review", wakeAt: 9_000 },
    ]);
  });
};

const operationTests = (): void => {
  test("an operation that a generation got is never unattached again, not even when the generation has ended", async () => {
    await insertAfter(store, sampleGeneration({ provider: "acme" }), PATHS.succeeded);
    const asked = [{ run: "r1" }, { run: "r2" }];
    expect(await store.unattached("acme", asked)).toEqual([{ run: "r2" }]);
    expect(await store.unattached("other", asked)).toEqual(asked);
    expect(await (await fixture.reopen()).unattached("acme", asked)).toEqual([{ run: "r2" }]);
    expect(await store.unattached("acme", [])).toEqual([]);
  });

  test("the unsettled of a provider are those that are submitting or wait for a person", async () => {
    const sent = await insertAfter(store, sampleGeneration({ provider: "acme" }), PATHS.submitting);
    const review = await insertAfter(store, sampleGeneration({ provider: "acme" }), PATHS.needs_review);
    await insertAfter(store, sampleGeneration({ provider: "acme" }), PATHS.running);
    await insertAfter(store, sampleGeneration({ provider: "other" }), PATHS.submitting);
    expect((await store.unsettled("acme")).map(({ id }) => id)).toEqual([sent.id, review.id]);
  });
};

const lookUpTests = (): void => {
  const query = { callerId: "caller-1", digest: "digest-1", since: 2_000 };

  test("the newest unfinished generation of the same caller and digest is found", async () => {
    await insert(store, sampleGeneration());
    const newest = await insert(store, sampleGeneration());
    await insert(store, sampleGeneration({ callerId: "caller-2" }));
    await insert(store, sampleGeneration({ digest: "digest-2" }));
    expect((await store.findUndelivered(query))?.id).toBe(newest.id);
  });

  test("a finished one is found until it is delivered or too old", async () => {
    const done = await insertAfter(store, sampleGeneration(), PATHS.succeeded);
    expect((await store.findUndelivered(query))?.id).toBe(done.id);
    expect(await store.findUndelivered({ ...query, since: 2_001 })).toBeUndefined();
    await store.save(after(done, { type: "delivered" }), []);
    expect(await store.findUndelivered(query)).toBeUndefined();
  });

  test("an artifact's address leads to its generation", async () => {
    const done = await insertAfter(store, sampleGeneration(), PATHS.succeeded);
    expect(await store.findByArtifact("cap-1")).toEqual(done);
    expect(await store.findByArtifact("cap-2")).toBeUndefined();
  });
};

const logTests = (): void => {
  test("the log tells what happened in order, with ids that grow, of one generation or of all", async () => {
    const first = await insertAfter(store, sampleGeneration(), PATHS.submitting);
    const second = await insert(store, sampleGeneration());
    const all = await store.events({ afterId: 0, limit: 10 });
    expect(all.map(({ generation_id, type }) => [generation_id, type])).toEqual([
      [first.id, "generation.queued"],
      [first.id, "generation.submitting"],
      [second.id, "generation.queued"],
    ]);
    expect(all.map(({ id }) => id)).toEqual(all.map(({ id }) => id).toSorted((a, b) => a - b));
    const [, submitting] = all;
    expect(submitting?.data).toEqual({ status: "submitting", progress: 0, stage: null });
    expect(await store.events({ afterId: submitting?.id ?? 0, limit: 10 })).toHaveLength(1);
    expect(await store.events({ afterId: 0, generationId: second.id, limit: 10 })).toHaveLength(1);
    expect(await store.events({ afterId: 0, limit: 2 })).toHaveLength(2);
    expect(
      (await store.events({ afterId: 0, types: ["generation.submitting"], limit: 10 })).map(({ id }) => id),
    ).toEqual([submitting?.id]);
  });

  test("an audience hears of its own generations only, and the newest entry's id is of anybody's", async () => {
    expect(await store.latestEventId()).toBe(0);
    const own = await insert(store, sampleGeneration({ callerId: "caller-2" }));
    await insert(store, sampleGeneration({ callerId: "caller-1" }));
    const heard = async (audience: Audience): Promise<string[]> =>
      (await store.events({ afterId: 0, audience, limit: 10 })).map(({ generation_id }) => generation_id);
    expect(await heard({ callerId: "caller-2" })).toEqual([own.id]);
    expect(await heard(EVERYONE)).toHaveLength(2);
    expect(await store.events({ afterId: await store.latestEventId(), limit: 10 })).toEqual([]);
    expect(await store.events({ afterId: (await store.latestEventId()) - 1, limit: 10 })).toHaveLength(1);
  });

  test("a listener hears of each append after it can be read, until it stops listening", async () => {
    const heard: string[] = [];
    const stop = store.onAppend((id) => heard.push(id));
    const generation = await insertAfter(store, sampleGeneration(), PATHS.submitting);
    await vi.waitFor(() => expect(heard).toEqual([generation.id, generation.id]));
    stop();
    const [own, last] = [sampleGeneration(), Promise.withResolvers<string>()];
    store.onAppend((id) => id === own.id && last.resolve(id));
    await insert(store, own);
    await last.promise;
    expect(heard).toHaveLength(2);
  });
};

/** What every `GenerationStore` promises, run against one. */
export const storeContract = (name: string, open: OpenFixture): void => {
  describe(`${name}: the store's contract`, () => {
    beforeEach(async () => {
      fixture = await open();
      store = fixture.store;
    });
    afterEach(() => fixture.dispose());
    describe("rows", rowTests);
    describe("claims", claimTests);
    describe("lists", listTests);
    describe("the worker's questions", workerTests);
    describe("slots and turns", () => turnContract(() => store));
    describe("operations", operationTests);
    describe("look-ups", lookUpTests);
    describe("the event log", logTests);
    describe("labels and the trash", () => trashContract(() => store));
    describe("repeats", () => repeatContract(() => store));
    describe("uploads", () => uploadContract(() => store));
    describe("setups of providers", () => setupContract(() => fixture));
    describe("webhooks", () => webhookContract(() => ({ store, reopen: () => fixture.reopen() })));
    describe("sessions and the audit log", () => auditContract(() => fixture));
    describe("limits of keys", () => callerContract(() => store));
    describe("API keys", () => apiKeyContract(() => fixture));
    describe("settings", () => settingContract(() => fixture));
  });
};
