import { Failure } from "@kinora/contract";
import type { PostgresPool, PostgresPoolClient } from "kysely";
import pg from "pg";

/** Connections of one process: each holds one transaction or one question at a time. */
const CONNECTIONS = 10;
const CONNECT_MS = 5_000;
/** A server that is gone without a word is taken for gone. */
const ANSWER_MS = 60_000;

const { INT8, NUMERIC } = pg.types.builtins;

/** Counts, sums and moments are far below 2^53: they are numbers here. */
const numbersToo: pg.CustomTypesConfig = {
  getTypeParser: (type, format) =>
    type === INT8 || type === NUMERIC ? Number : (pg.types.getTypeParser(type, format) as (text: string) => unknown),
};

/** SQLSTATE classes and Node's codes of a server that cannot be reached, goes, or is not up yet. */
const LOST = /^(?:08|57P0[123]|53300|ECONN|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)/u;
const LOST_MESSAGE =
  /^(?:Connection terminated|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error)/u;

const isLost = (error: unknown): boolean => {
  if (error instanceof AggregateError) return error.errors.some(isLost);
  if (!(error instanceof Error)) return false;
  return LOST_MESSAGE.test(error.message) || ("code" in error && LOST.test(String(error.code)));
};

const told = (error: unknown): unknown =>
  isLost(error)
    ? new Failure("database_unreachable", {
        detail: "PostgreSQL does not answer: see that it runs where KINORA_DATABASE_URL says.",
        cause: error,
      })
    : error;

/** Gives what `work` gives; what says that the server is gone throws Failure `database_unreachable`. */
export const failing = async <T>(work: Promise<T>): Promise<T> => {
  try {
    return await work;
  } catch (error) {
    throw told(error);
  }
};

/** PostgreSQL's text holds no U+0000. */
const storable = (value: unknown): unknown =>
  typeof value === "string" && value.includes("\0") ? value.replaceAll("\0", "\uFFFD") : value;

/** How each connection is made: numbers come as numbers. */
export const postgresOptions = (url: string): pg.ClientConfig => ({
  connectionString: url,
  application_name: "kinora",
  connectionTimeoutMillis: CONNECT_MS,
  query_timeout: ANSWER_MS,
  keepAlive: true,
  types: numbersToo,
});

/** Connections for Kysely's PostgreSQL dialect. What cannot be reached throws Failure `database_unreachable`. */
export const createPostgresPool = (url: string): PostgresPool => {
  const pool = new pg.Pool({ ...postgresOptions(url), max: CONNECTIONS });
  // A connection that breaks fails the question that is asked over it, and is dropped; the next question opens another.
  pool.on("error", () => undefined);
  pool.on("connect", (client) => client.on("error", () => undefined));
  return {
    options: pool.options,
    connect: async () => {
      const client = await failing(pool.connect());
      const query = (text: string, values: readonly unknown[] = []) =>
        failing(client.query(text, values.map(storable)));
      // Kysely's other way to ask, by a cursor, is not used.
      return { query: query as unknown as PostgresPoolClient["query"], release: () => client.release() };
    },
    end: () => pool.end(),
  };
};
