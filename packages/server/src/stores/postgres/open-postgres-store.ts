import { isDeepStrictEqual } from "node:util";
import type { Clock, Generation, GenerationId, GenerationStore } from "@kinora/domain";
import { Kysely, PostgresDialect, sql } from "kysely";
import pg from "pg";
import { createAppendListeners, type AppendListeners } from "../append-listeners.ts";
import { readGeneration, writeGeneration } from "../generation-record.ts";
import { claimedBefore, insertGeneration } from "../sql/insert-generation.ts";
import { migrate } from "../sql/migrate.ts";
import { questionsOf } from "../sql/questions.ts";
import { claimRepeat } from "../sql/repeats.ts";
import { saveGeneration } from "../sql/save-generation.ts";
import type { Tables } from "../sql/tables.ts";
import { POSTGRES_SCHEMA } from "./all-tables.ts";
import { type LogListener, listenToLog } from "./log-listener.ts";
import { createPostgresPool } from "./postgres-pool.ts";
import { throughOutages } from "./through-outages.ts";

/** Two processes that start at once bring the schema up to date one after the other. */
const migrateAlone = (database: Kysely<Tables>, clock: Clock): Promise<void> =>
  database.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(1264742223, 2)`.execute(connection);
    try {
      await migrate(connection, POSTGRES_SCHEMA, clock);
    } finally {
      await sql`select pg_advisory_unlock(1264742223, 2)`.execute(connection);
    }
  });

const UNIQUE_VIOLATION = "23505";

/** Of two inserts at once with the same key, the second is told so by the table. */
const isClaimLost = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === UNIQUE_VIOLATION && error.constraint === "idempotency_keys_pkey";

const insertIn =
  (database: Kysely<Tables>, clock: Clock): GenerationStore["insert"] =>
  async (generation, entries, claim) => {
    try {
      return await database
        .transaction()
        .execute((transaction) => insertGeneration(transaction, clock, { generation, entries, claim }));
    } catch (error) {
      if (claim === undefined || !("key" in claim) || !isClaimLost(error)) throw error;
      const winner = await claimedBefore(database, claim);
      if (winner === undefined) throw error;
      return winner;
    }
  };

/** Tells whoever listens here of what any process committed, also of what came while the line was down. */
const hearLog = async (url: string, database: Kysely<Tables>, listeners: AppendListeners): Promise<LogListener> => {
  const { latestEventId, events } = questionsOf(database);
  let heard = await latestEventId();
  return listenToLog({
    url,
    tell: (id) => listeners.tell(id),
    caughtUp: async () => {
      for (;;) {
        const missed = await events({ afterId: heard, limit: 1_000 });
        for (const id of new Set(missed.map(({ generation_id: id }) => id))) listeners.tell(id as GenerationId);
        const last = missed.at(-1);
        if (last === undefined) return;
        heard = last.id;
      }
    },
  });
};

/** Whoever asked waits for the answer so long; what a worker found out is kept for as long as it takes, up to a day. */
const INSERT_PATIENCE_MS = 15_000;
const SAVE_PATIENCE_MS = 86_400_000;

type Writers = Pick<GenerationStore, "insert" | "save">;

/** Writes that outlast a server that is away: of one whose answer was lost it is looked up whether it was committed. */
const lastingWriters = (database: Kysely<Tables>, clock: Clock, signal: AbortSignal): Writers => {
  const insert = insertIn(database, clock);
  const { read } = questionsOf(database);
  return {
    insert: (generation, entries, claim) =>
      throughOutages(
        async (again) => {
          if (again && (await read(generation.id)) !== undefined) return { kind: "inserted" };
          return insert(generation, entries, claim);
        },
        { forMs: INSERT_PATIENCE_MS, signal },
      ),
    save: (generation, entries, moves = []) =>
      throughOutages(
        async (again) => {
          if (again && isDeepStrictEqual(await read(generation.id), readBack(generation))) return true;
          return database
            .transaction()
            .execute((transaction) => saveGeneration(transaction, clock, { generation, entries, moves }));
        },
        { forMs: SAVE_PATIENCE_MS, signal },
      ),
  };
};

/** As it reads when it was stored. */
const readBack = (generation: Generation): Generation => readGeneration(writeGeneration(generation));

/**
 * Generations in a PostgreSQL database (15 or newer): what `insert` and `save` answered is committed. Any number of processes
 * may have it open. Throws `database_too_new` for a database of a newer Kinora, `database_unreachable` where none answers.
 */
export const openPostgresStore = async ({ url, clock }: { url: string; clock: Clock }): Promise<GenerationStore> => {
  const database = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: createPostgresPool(url) }) });
  const listeners = createAppendListeners();
  const closing = new AbortController();
  let hearing: LogListener;
  try {
    await migrateAlone(database, clock);
    hearing = await hearLog(url, database, listeners);
  } catch (error) {
    await database.destroy();
    throw error;
  }
  return {
    ...lastingWriters(database, clock, closing.signal),
    ...questionsOf(database),
    claimRepeat: (claim) => claimRepeat(database, claim, clock.now()),
    onAppend: (listener) => listeners.add(listener),
    close: async () => {
      closing.abort();
      await hearing.close();
      await database.destroy();
    },
  };
};
