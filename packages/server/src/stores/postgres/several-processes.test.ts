import { setTimeout as sleep } from "node:timers/promises";
import { firstLogEntries, type GenerationStore, logEntries } from "@kinora/domain";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { type FreshSchema, freshSchema, postgresIsMissing } from "../../../../../test/postgres/fresh-schema.ts";
import { after, PATHS, sampleGeneration } from "../generation.sample.ts";
import { insert } from "../insert.sample.ts";
import { claimDatabase } from "./claim-database.ts";
import { openPostgresStore } from "./open-postgres-store.ts";

const clock = { now: () => 3_000 };
let schema: FreshSchema;
let one: GenerationStore;
let other: GenerationStore;

const reason = await postgresIsMissing();

describe.skipIf(reason !== undefined)("two processes over one PostgreSQL database", () => {
  beforeEach(async () => {
    schema = await freshSchema();
    [one, other] = await Promise.all([
      openPostgresStore({ url: schema.url, clock }),
      openPostgresStore({ url: schema.url, clock }),
    ]);
  });
  afterEach(async () => {
    await Promise.all([one.close(), other.close()]);
    await schema.drop();
  });

  test("of many inserts at once with one idempotency key one is written, and all are answered with it", async () => {
    const claim = { callerId: "caller-1", key: "key-1", digest: "digest-1" };
    const generations = Array.from({ length: 12 }, () => sampleGeneration());
    const outcomes = await Promise.all(
      generations.map((generation, index) =>
        (index % 2 === 0 ? one : other).insert(generation, firstLogEntries(generation), claim),
      ),
    );
    const winner = outcomes.findIndex(({ kind }) => kind === "inserted");
    expect(outcomes.filter(({ kind }) => kind === "inserted")).toHaveLength(1);
    for (const [index, outcome] of outcomes.entries()) {
      if (index === winner) continue;
      expect(outcome).toEqual({ kind: "claimed", generation: generations[winner], digest: "digest-1" });
    }
    expect(await one.events({ afterId: 0, limit: 100 })).toHaveLength(1);
  });

  test("of saves at once that read the same version one wins, and its entries alone are in the log", async () => {
    const generation = await insert(one, sampleGeneration());
    const [event] = PATHS.submitting;
    const moved = after(generation, event);
    const save = (store: GenerationStore): Promise<boolean> => store.save(moved, logEntries(generation, moved, event));
    const saved = await Promise.all([one, other, one, other].map(save));
    expect(saved.filter(Boolean)).toHaveLength(1);
    expect(await one.events({ afterId: 0, limit: 100 })).toHaveLength(2);
  });

  test("who reads the log in order while many append to it misses nothing", async () => {
    const total = 120;
    const seen: number[] = [];
    const read = async (): Promise<void> => {
      while (seen.length < total) {
        const page = await other.events({ afterId: seen.at(-1) ?? 0, limit: 7 });
        seen.push(...page.map(({ id }) => id));
      }
    };
    const append = (index: number): Promise<unknown> => insert(index % 2 === 0 ? one : other, sampleGeneration());
    const reading = read();
    await Promise.all(Array.from({ length: total }, (_, index) => append(index)));
    await reading;
    const all = await one.events({ afterId: 0, limit: 1_000 });
    expect(seen).toEqual(all.map(({ id }) => id));
  });

  test("a listener hears of what another process appends", async () => {
    const heard: string[] = [];
    other.onAppend((id) => heard.push(id));
    const { id } = await insert(one, sampleGeneration());
    await vi.waitFor(() => expect(heard).toEqual([id]));
  });

  test("one repeat claims a generation, however many ask at once", async () => {
    const first = { callerId: "caller-1", digest: "digest-1", repeat: 0, since: 0 };
    await one.insert(sampleGeneration(), [], first);
    const claims = [one, other, one, other].map((store) => store.claimRepeat({ ...first, repeat: 1 }));
    expect((await Promise.all(claims)).filter((found) => found !== undefined)).toHaveLength(1);
  });

  test("one process at a time has the database; who stands by takes over when the first ends", async () => {
    const { signal } = new AbortController();
    const first = await claimDatabase({ url: schema.url, waiting: () => undefined, signal });
    const waiting = vi.fn();
    let isTaken = false;
    const second = claimDatabase({ url: schema.url, waiting, signal }).then((claim) => {
      isTaken = true;
      return claim;
    });
    await vi.waitFor(() => expect(waiting).toHaveBeenCalledOnce());
    await sleep(50);
    expect(isTaken).toBe(false);
    await first.release();
    await (await second).release();
  });
});
