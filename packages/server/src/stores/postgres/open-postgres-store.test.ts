import { describe, expect, test } from "vitest";
import { freshSchema, postgresIsMissing } from "../../../../../test/postgres/fresh-schema.ts";
import { storeContract } from "../store-contract.ts";
import { openPostgresStore } from "./open-postgres-store.ts";

const clock = { now: () => 3_000 };

const reason = await postgresIsMissing();

describe.skipIf(reason !== undefined)("a PostgreSQL server", () => {
  storeContract("PostgreSQL", async () => {
    const schema = await freshSchema();
    const { url } = schema;
    let store = await openPostgresStore({ url, clock });
    return {
      store,
      reopen: async () => {
        await store.close();
        store = await openPostgresStore({ url, clock });
        return store;
      },
      dispose: async () => {
        await store.close();
        await schema.drop();
      },
    };
  });
});

test("a database that nobody serves is named as unreachable", async () => {
  await expect(openPostgresStore({ url: "postgres://127.0.0.1:1/none", clock })).rejects.toMatchObject({
    code: "database_unreachable",
  });
});
