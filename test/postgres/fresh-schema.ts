import { randomBytes } from "node:crypto";
import pg from "pg";

/** Where tests find a PostgreSQL server. */
const SERVER = process.env["KINORA_TEST_POSTGRES"] ?? "postgres://postgres@127.0.0.1:5432/test";

/** An empty schema: for a gateway, a database of its own, made in less time. */
export interface FreshSchema {
  readonly url: string;
  /** All rows of all its tables, as text. */
  text(): Promise<string>;
  drop(): Promise<void>;
}

const run = async (statement: string): Promise<string> => {
  const client = new pg.Client(SERVER);
  await client.connect();
  try {
    return JSON.stringify((await client.query<object>(statement)).rows);
  } finally {
    await client.end();
  }
};

/** Why tests that need the server must be skipped here. CI sets KINORA_REQUIRE_SERVICES=1: then nothing may be. */
export const postgresIsMissing = async (): Promise<string | undefined> => {
  try {
    await run("select 1");
    return undefined;
  } catch (cause) {
    const reason = `no PostgreSQL server answers at ${SERVER}`;
    if (process.env["KINORA_REQUIRE_SERVICES"] === "1") throw new Error(reason, { cause });
    return reason;
  }
};

export const freshSchema = async (): Promise<FreshSchema> => {
  const name = `kinora_${randomBytes(6).toString("hex")}`;
  await run(`create schema ${name}`);
  const url = new URL(SERVER);
  url.searchParams.set("options", `-c search_path=${name}`);
  return {
    url: url.href,
    text: () => run(`select schema_to_xml('${name}', true, false, '')::text`),
    drop: async () => {
      await run(`drop schema ${name} cascade`);
    },
  };
};

/** Where a gateway under test keeps its records: in its folder, or, with KINORA_TEST_DATABASE=postgres, in PostgreSQL. */
export const databaseUnderTest = (): Promise<FreshSchema | undefined> =>
  process.env["KINORA_TEST_DATABASE"] === "postgres" ? freshSchema() : Promise.resolve(undefined);
