import { type KeyLimits, NO_KEY_LIMITS } from "@kinora/contract";
import { type ApiKey, type Generation, type GenerationStore, ledgerMoves, logEntries, type next } from "@kinora/domain";
import { expect, test } from "vitest";
import { after, PATHS, sampleGeneration } from "./generation.sample.ts";
import { insert, insertAfter } from "./insert.sample.ts";

const addKey = (store: GenerationStore, id: string, limits: Partial<KeyLimits>): Promise<void> => {
  const key: ApiKey = {
    id,
    name: id,
    scopes: ["create"],
    limits: { ...NO_KEY_LIMITS, ...limits },
    priority: "normal",
    digest: `digest-of-${id}`,
    beginsWith: "kin_",
    createdAt: 1_000,
    revokedAt: undefined,
  };
  return store.addApiKey(key);
};

const paid = (facts: Parameters<typeof sampleGeneration>[0] = {}): ReturnType<typeof sampleGeneration> =>
  sampleGeneration({ callerId: "key_1", billing: "on_success", estimateMicroUsd: 200_000, ...facts });

const kindsOf = (outcomes: readonly { readonly kind: string }[]): string[] => outcomes.map(({ kind }) => kind).sort();

/** Saves a generation through events, with what they mean for money. */
const spend = async (
  store: GenerationStore,
  first: Generation,
  events: readonly Parameters<typeof next>[1][],
): Promise<void> => {
  let current = first;
  for (const event of events) {
    const before = current;
    current = after(current, event);
    await store.save(current, logEntries(before, current, event), ledgerMoves(before, current, event));
  }
};

/** What every store promises of the limits of keys. */
export const callerContract = (now: () => GenerationStore): void => {
  test("of many inserts at once a key's budget lets in what it holds, and what is refused leaves nothing behind", async () => {
    const store = now();
    await addKey(store, "key_1", { day_usd: 0.5 });
    const all = Array.from({ length: 6 }, () => paid());
    const outcomes = await Promise.all(all.map((generation) => store.insert(generation, [], undefined)));
    expect(kindsOf(outcomes)).toEqual(["inserted", "inserted", "refused", "refused", "refused", "refused"]);
    const stored = await Promise.all(all.map(({ id }) => store.read(id)));
    expect(stored.filter((one) => one !== undefined)).toHaveLength(2);
    expect((await store.insert(paid({ callerId: "caller-1" }), [], undefined)).kind).toBe("inserted");
    expect((await store.insert(paid({ billing: "free" }), [], undefined)).kind).toBe("inserted");
  });

  test("of many inserts at once no more are under way than the key may have; what waits for a person does not count", async () => {
    const store = now();
    await addKey(store, "key_1", { generations_under_way: 2 });
    await insertAfter(store, sampleGeneration({ callerId: "key_1" }), PATHS.needs_review);
    await insertAfter(store, sampleGeneration({ callerId: "key_1" }), PATHS.succeeded);
    const all = Array.from({ length: 5 }, () => store.insert(sampleGeneration({ callerId: "key_1" }), [], undefined));
    const outcomes = await Promise.all(all);
    expect(kindsOf(outcomes)).toEqual(["inserted", "inserted", "refused", "refused", "refused"]);
    expect(outcomes.find(({ kind }) => kind === "refused")).toMatchObject({
      refusal: { kind: "too_many_under_way", limit: 2 },
    });
  });

  moneyTests(now);

  test("a key's name, limits and priority are written over, and count for the next insert", async () => {
    const store = now();
    await addKey(store, "key_1", { generations_under_way: 1 });
    await insert(store, sampleGeneration({ callerId: "key_1" }));
    const change = { name: "other", limits: { ...NO_KEY_LIMITS, month_usd: 7 }, priority: "low" } as const;
    await store.changeApiKey("key_1", change);
    expect(await store.apiKeys()).toMatchObject([{ id: "key_1", ...change }]);
    expect((await store.insert(sampleGeneration({ callerId: "key_1" }), [], undefined)).kind).toBe("inserted");
  });

  test("callers whose generations wait at one provider go by turns", async () => {
    const store = now();
    const many = [];
    for (let index = 0; index < 4; index += 1) many.push((await insert(store, sampleGeneration({ callerId: "a" }))).id);
    const few = [];
    for (let index = 0; index < 2; index += 1) few.push((await insert(store, sampleGeneration({ callerId: "b" }))).id);
    const due = await store.dueQueued({ provider: "local", now: 5_000, limit: 9 });
    expect(due).toEqual([many[0], few[0], many[1], few[1], many[2], many[3]]);
  });
};

const moneyTests = (now: () => GenerationStore): void => {
  test("what a key has spent is reserved while it waits, held while it is out, and settled at its end", async () => {
    const store = now();
    await addKey(store, "key_1", { day_usd: 5 });
    const generation = await insert(store, paid());
    const purse = { limits: { ...NO_KEY_LIMITS, day_usd: 5 }, settledMicroUsd: { day: 0, month: 0 }, heldMicroUsd: 0 };
    expect(await store.purseOf("key_1", 3_000)).toEqual({ ...purse, reservedMicroUsd: 200_000 });
    await spend(store, generation, PATHS.running);
    expect(await store.purseOf("key_1", 3_000)).toEqual({ ...purse, heldMicroUsd: 200_000, reservedMicroUsd: 0 });
    const [, , done, collected] = PATHS.succeeded;
    const current = await store.read(generation.id);
    await spend(store, current ?? generation, [done, collected]);
    const settledMicroUsd = { day: 200_000, month: 200_000 };
    expect(await store.purseOf("key_1", 3_000)).toEqual({ ...purse, settledMicroUsd, reservedMicroUsd: 0 });
    const later = await store.purseOf("key_1", Date.UTC(1970, 0, 2));
    expect(later?.settledMicroUsd).toEqual({ day: 0, month: 200_000 });
    expect(await store.purseOf("caller-1", 3_000)).toBeUndefined();
  });
};
