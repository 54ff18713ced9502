import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { afterAll, beforeAll, expect, test } from "vitest";
import { storeContract } from "../store-contract.ts";
import { openSqliteStore } from "./open-sqlite-store.ts";

const clock = { now: () => 3_000 };
let folder: string;
let count = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kinora-sqlite-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const freshPath = (): string => {
  count += 1;
  return join(folder, `${count}.db`);
};

storeContract("SQLite", async () => {
  const path = freshPath();
  let store = await openSqliteStore({ path, clock });
  return {
    store,
    reopen: async () => {
      await store.close();
      store = await openSqliteStore({ path, clock });
      return store;
    },
    dispose: () => store.close(),
  };
});

test("a database of a newer Kinora is refused with a sentence that says what to do, and left as it is", async () => {
  const path = freshPath();
  await (await openSqliteStore({ path, clock })).close();
  const database = new DatabaseSync(path);
  database.exec("insert into applied_migrations values (99, 'of-the-future', 0)");
  database.close();
  await expect(openSqliteStore({ path, clock })).rejects.toMatchObject({
    code: "database_too_new",
    message:
      "The database has schema version 99, and this Kinora knows versions up to 12: start the newer Kinora that wrote it, or use another data folder.",
  });
});

test("each commit reaches the disk: WAL with synchronous FULL, in a file of this user alone", async () => {
  const path = freshPath();
  const store = await openSqliteStore({ path, clock });
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  const reader = new DatabaseSync(path);
  expect(reader.prepare("pragma journal_mode").get()).toEqual({ journal_mode: "wal" });
  reader.close();
  await store.close();
});
