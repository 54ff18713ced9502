import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Kysely, SqliteDialect } from "kysely";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createGroupCommit, type GroupCommit, type Write } from "./group-commit.ts";
import { migrate } from "./migrate.ts";
import { ALL_MIGRATIONS } from "./migrations/all.ts";
import { openNodeSqlite } from "./node-sqlite.ts";
import type { Tables } from "./tables.ts";

let folder: string;
let database: Kysely<Tables>;
let commits: GroupCommit;
let transactions: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "kinora-commit-"));
  database = new Kysely<Tables>({ dialect: new SqliteDialect({ database: openNodeSqlite(join(folder, "k.db")) }) });
  await migrate(database, { migrations: ALL_MIGRATIONS, clock: { now: () => 0 } });
  transactions = 0;
  const counted = {
    transaction: () => {
      transactions += 1;
      return database.transaction();
    },
  };
  commits = createGroupCommit(counted);
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
