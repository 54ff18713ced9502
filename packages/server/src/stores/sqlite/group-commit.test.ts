import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Kysely, sql, SqliteDialect } from "kysely";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createGroupCommit, type GroupCommit, type Write } from "./group-commit.ts";
import { migrate } from "../sql/migrate.ts";
import { SQLITE_SCHEMA } from "./migrations/all.ts";
import { openNodeSqlite } from "./node-sqlite.ts";
import type { Tables } from "../sql/tables.ts";

let folder: string;
let database: Kysely<Tables>;
let commits: GroupCommit;
let transactions: number;
let flush: () => Promise<void>;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kinora-commit-"));
  const file = openNodeSqlite(join(folder, "k.db"));
  database = new Kysely<Tables>({ dialect: new SqliteDialect({ database: file }) });
  await migrate(database, SQLITE_SCHEMA, { now: () => 0 });
  transactions = 0;
  const counted = {
    connection: () => {
      transactions += 1;
      return database.connection();
    },
  };
  flush = () => file.flush();
  commits = createGroupCommit(counted, { commitsWait: (waits) => file.commitsWait(waits), flush: () => flush() });
});
afterEach(async () => {
  await database.destroy();
  await rm(folder, { recursive: true, force: true });
});

const budget =
  (period: string): Write<string> =>
  async (transaction) => {
    await transaction.insertInto("budgets").values({ period, limit_micro_usd: 1 }).execute();
    return period;
  };
const stored = async (): Promise<string[]> =>
  (await database.selectFrom("budgets").select("period").orderBy("period").execute()).map(({ period }) => period);

test("writes that come together share a commit, and each gets its own answer", async () => {
  expect(await Promise.all(["a", "b", "c"].map((name) => commits.write(budget(name))))).toEqual(["a", "b", "c"]);
  expect([transactions, await stored()]).toEqual([1, ["a", "b", "c"]]);
});

test("one that breaks is refused alone: the others are stored all the same, once each", async () => {
  const broken = new Error("a defect");
  const all = [commits.write(budget("a")), commits.write(() => Promise.reject(broken)), commits.write(budget("b"))];
  expect(await Promise.allSettled(all)).toEqual([
    { status: "fulfilled", value: "a" },
    { status: "rejected", reason: broken },
    { status: "fulfilled", value: "b" },
  ]);
  expect(await stored()).toEqual(["a", "b"]);
});

test("what comes while others are written is written after them", async () => {
  const first = commits.write(async (transaction) => {
    await budget("a")(transaction);
    void commits.write(budget("later"));
  });
  await first;
  await commits.idle();
  expect(await stored()).toEqual(["a", "later"]);
});

test("no more than 16 share a commit", async () => {
  await Promise.all(Array.from({ length: 33 }, (_, index) => commits.write(budget(`p${index}`))));
  expect([transactions, (await stored()).length]).toEqual([3, 33]);
});

test("nobody is told before the disk has it; what comes meanwhile is written during the wait", async () => {
  const disk = Promise.withResolvers<undefined>();
  flush = () => disk.promise.then(() => undefined);
  const told: string[] = [];
  const writes = ["a", "b"].map(async (name) => told.push(await commits.write(budget(name))));
  await vi.waitFor(async () => expect(await stored()).toEqual(["a", "b"]));
  writes.push(commits.write(budget("c")).then((name) => told.push(name)));
  await vi.waitFor(async () => expect(await stored()).toEqual(["a", "b", "c"]));
  expect(told).toEqual([]);
  disk.resolve(undefined);
  await Promise.all(writes);
  expect(told).toEqual(["a", "b", "c"]);
});

test("a disk that fails refuses those whose commit it did not take", async () => {
  flush = () => Promise.reject(new Error("EIO"));
  await expect(commits.write(budget("a"))).rejects.toThrow("EIO");
  await commits.idle();
});

test("commits of others wait for the disk as ever", async () => {
  await commits.write(budget("a"));
  expect((await sql<{ synchronous: number }>`pragma synchronous`.execute(database)).rows).toEqual([{ synchronous: 2 }]);
});
