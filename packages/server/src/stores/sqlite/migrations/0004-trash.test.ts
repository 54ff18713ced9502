import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { listQuerySchema } from "@kinora/contract";
import { Kysely, SqliteDialect } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { after, PATHS, sampleGeneration } from "../../generation.sample.ts";
import { migrate } from "../../sql/migrate.ts";
import { openNodeSqlite } from "../node-sqlite.ts";
import { openSqliteStore } from "../open-sqlite-store.ts";
import type { Tables } from "../../sql/tables.ts";
import { SQLITE_SCHEMA } from "./all.ts";
import { firstTables } from "./0001-first-tables.ts";
import { operationsTable } from "./0002-operations.ts";
import { moneyTables } from "./0003-money.ts";
import { rowOfVersion1 } from "./row-of-version-1.sample.ts";

const clock = { now: () => 3_000 };
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kinora-migration-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("what version 3 stored is listed, its files are known, and it can be erased with its costs kept", async () => {
  const path = join(folder, "kinora.db");
  const old = new Kysely<Tables>({ dialect: new SqliteDialect({ database: openNodeSqlite(path) }) });
  await migrate(old, { ...SQLITE_SCHEMA, migrations: [firstTables, operationsTable, moneyTables] }, clock);
  const first = sampleGeneration({ image: { ...sampleGeneration().image, sha256: "still" } });
  const done = after(first, ...PATHS.succeeded);
  await old.insertInto("generations").values(rowOfVersion1(done)).execute();
  await old.insertInto("operations").values({ provider: "local", operation: '"t"', generation_id: done.id }).execute();
  const move = { generation_id: done.id, attempt_id: "a", kind: "settle", provider: "local", model: "m", basis: "b" };
  await old
    .insertInto("ledger")
    .values({ ...move, held_micro_usd: 0, settled_micro_usd: 7, native: null, at: 1 })
    .execute();
  await old.destroy();

  const store = await openSqliteStore({ path, clock });
  const page = await store.list(listQuerySchema.parse({ favourite: "false" }), { all: true });
  expect(page.generations).toEqual([done]);
  expect(await store.unreferenced(["still", "bb", "other"])).toEqual(["other"]);
  await store.save(after(done, { type: "trashed" }), []);
  expect(await store.erase(done.id, 2_001)).toBe(true);
  expect(await store.spending(0)).toEqual({ settledMicroUsd: 7, heldMicroUsd: 0 });
  expect(await store.unattached("local", ["t"])).toEqual([]);
  await store.close();
});
