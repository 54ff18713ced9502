import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ledgerMoves, logEntries } from "@kinora/domain";
import { Kysely, SqliteDialect } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { after, PATHS, sampleGeneration } from "../../generation.sample.ts";
import { migrate } from "../../sql/migrate.ts";
import { openNodeSqlite } from "../node-sqlite.ts";
import { openSqliteStore } from "../open-sqlite-store.ts";
import { rowOfVersion1 } from "./row-of-version-1.sample.ts";
import type { Tables } from "../../sql/tables.ts";
import { SQLITE_SCHEMA } from "./all.ts";
import { firstTables } from "./0001-first-tables.ts";
import { operationsTable } from "./0002-operations.ts";

const clock = { now: () => 3_000 };
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kinora-migration-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("paid work that ran under version 2, with nothing held, is settled under version 3", async () => {
  const path = join(folder, "kinora.db");
  const old = new Kysely<Tables>({ dialect: new SqliteDialect({ database: openNodeSqlite(path) }) });
  await migrate(old, { ...SQLITE_SCHEMA, migrations: [firstTables, operationsTable] }, clock);
  const first = sampleGeneration({ provider: "acme", billing: "on_success", estimateMicroUsd: 200_000 });
  const running = { ...after(first, ...PATHS.running), cost: undefined };
  await old.insertInto("generations").values(rowOfVersion1(running)).execute();
  await old.destroy();
  const store = await openSqliteStore({ path, clock });
  expect(await store.budgets()).toEqual({});
  const done = { type: "provider_done", result: { at: "there" } } as const;
  const collecting = after(running, done);
  await store.save(collecting, logEntries(running, collecting, done), ledgerMoves(running, collecting, done));
  expect(await store.spending(0)).toEqual({ settledMicroUsd: 200_000, heldMicroUsd: 0 });
  await store.close();
});
