import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { firstLogEntries, logEntries } from "@kinora/domain";
import { describe, expect, test, vi } from "vitest";
import { freshSchema, postgresIsMissing } from "../../../../../test/postgres/fresh-schema.ts";
import { after, PATHS, sampleGeneration } from "../generation.sample.ts";
import { insert } from "../insert.sample.ts";
import { claimDatabase } from "./claim-database.ts";
import { openPostgresStore } from "./open-postgres-store.ts";

const clock = { now: () => 3_000 };

/** The way to the server, which can be cut: at once, or as soon as a statement went through whose answer is then lost. */
const openWay = async (target: URL) => {
  const sockets = new Set<Socket>();
  let isUp = true;
  let cutAfter: string | undefined;
  const cut = (): void => {
    isUp = false;
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  const server = createServer((near) => {
    if (!isUp) return void near.destroy();
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on("error", () => undefined);
    }
    let isLastWord = false;
    near.on("data", (bytes) => {
      isLastWord = cutAfter !== undefined && bytes.includes(cutAfter);
      if (isLastWord) cutAfter = undefined;
      far.write(bytes);
    });
    // The server has answered, so it has done it; nobody hears of that.
    far.on("data", (bytes) => (isLastWord ? cut() : near.write(bytes)));
    near.on("close", () => far.destroy());
    far.on("close", () => near.destroy());
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = new URL(target);
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    cut,
    cutAfter: (text: string) => {
      cutAfter = text;
    },
    mend: () => {
      isUp = true;
    },
    [Symbol.asyncDispose]: async () => {
      cut();
      server.close();
      await once(server, "close");
    },
  };
};

const openBench = async () => {
  const schema = await freshSchema();
  const way = await openWay(new URL(schema.url));
  const store = await openPostgresStore({ url: way.url, clock });
  return {
    way,
    store,
    [Symbol.asyncDispose]: async () => {
      await store.close();
      await way[Symbol.asyncDispose]();
      await schema.drop();
    },
  };
};

const reason = await postgresIsMissing();

describe.skipIf(reason !== undefined)("PostgreSQL goes away", () => {
  test("while nobody answers a question fails as unreachable, and the next one after it is answered", async () => {
    await using bench = await openBench();
    bench.way.cut();
    await expect(bench.store.latestEventId()).rejects.toMatchObject({ code: "database_unreachable" });
    bench.way.mend();
    expect(await bench.store.latestEventId()).toBe(0);
  });

  test("what a worker found out is written when the database is back", async () => {
    await using bench = await openBench();
    const generation = await insert(bench.store, sampleGeneration());
    bench.way.cut();
    const [event] = PATHS.submitting;
    const moved = after(generation, event);
    const saving = bench.store.save(moved, logEntries(generation, moved, event));
    setTimeout(() => bench.way.mend(), 400);
    expect(await saving).toBe(true);
    expect(await bench.store.read(generation.id)).toEqual(moved);
  });

  test("a commit whose answer was lost is not made twice, and is no failure", async () => {
    await using bench = await openBench();
    bench.way.cutAfter("commit");
    setTimeout(() => bench.way.mend(), 400);
    const generation = sampleGeneration();
    const claim = { callerId: "caller-1", key: "key-1", digest: "digest-1" };
    expect(await bench.store.insert(generation, firstLogEntries(generation), claim)).toEqual({ kind: "inserted" });
    bench.way.cutAfter("commit");
    setTimeout(() => bench.way.mend(), 400);
    const [event] = PATHS.submitting;
    const moved = after(generation, event);
    expect(await bench.store.save(moved, logEntries(generation, moved, event))).toBe(true);
    expect(await bench.store.events({ afterId: 0, limit: 10 })).toHaveLength(2);
  });

  test("a listener hears of what was committed while the line to the database was down", async () => {
    await using bench = await openBench();
    const heard: string[] = [];
    bench.store.onAppend((id) => heard.push(id));
    bench.way.cut();
    bench.way.mend();
    const { id } = await insert(bench.store, sampleGeneration());
    await vi.waitFor(() => expect(heard).toContain(id), { timeout: 5_000 });
  });

  test("who loses the way to the database, and finds another process in it, is told to end", async () => {
    const schema = await freshSchema();
    const way = await openWay(new URL(schema.url));
    const { signal } = new AbortController();
    const waiting = (): void => undefined;
    const first = await claimDatabase({ url: way.url, waiting, signal });
    way.cut();
    const second = await claimDatabase({ url: schema.url, waiting, signal });
    way.mend();
    await first.lost;
    await first.release();
    await second.release();
    await way[Symbol.asyncDispose]();
    await schema.drop();
  });
});
