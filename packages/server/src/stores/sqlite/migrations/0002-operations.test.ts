import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
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

const clock = { now: () => 3_000 };
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "kinora-migration-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test("an operation that ran under version 1 belongs to its generation under version 2", async () => {
  const path = join(folder, "kinora.db");
  const old = new Kysely<Tables>({ dialect: new SqliteDialect({ database: openNodeSqlite(path) }) });
  await migrate(old, { ...SQLITE_SCHEMA, migrations: [firstTables] }, clock);
  const running = after(sampleGeneration({ provider: "acme" }), ...PATHS.running);
  if (running.status !== "running") throw new Error(`it is ${running.status}`);
  await old
    .insertInto("generations")
    .values(rowOfVersion1({ ...running, operation: { task: "a" } }))
    .execute();
  await old.destroy();
  const store = await openSqliteStore({ path, clock });
  expect(await store.unattached("acme", [{ task: "a" }, { task: "b" }])).toEqual([{ task: "b" }]);
  await store.close();
});
