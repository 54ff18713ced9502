import type { Clock, GenerationStore } from "@kinora/domain";
import { Kysely, SqliteDialect } from "kysely";
import { createAppendListeners } from "../append-listeners.ts";
import { insertGeneration } from "../sql/insert-generation.ts";
import { migrate } from "../sql/migrate.ts";
import { questionsOf } from "../sql/questions.ts";
import { readerQuestions } from "../sql/reader-questions.ts";
import { claimRepeat } from "../sql/repeats.ts";
import { saveGeneration } from "../sql/save-generation.ts";
import type { Tables } from "../sql/tables.ts";
import { createGroupCommit } from "./group-commit.ts";
import { SQLITE_SCHEMA } from "./migrations/all.ts";
import { type NodeSqlite, openNodeSqlite } from "./node-sqlite.ts";

/** What answers in an earlier request's stead: not before that one's commit is on the disk. */
const replayQuestions = (
  database: Kysely<Tables>,
  { file, clock }: { readonly file: NodeSqlite; readonly clock: Clock },
): Pick<GenerationStore, "claimRepeat" | "claimed" | "findUndelivered"> => {
  const readers = readerQuestions(database);
  const onDisk = async <T>(found: T): Promise<T> => {
    if (found !== undefined) await file.flush();
    return found;
  };
  return {
    claimRepeat: async (claim) => onDisk(await claimRepeat(database, claim, clock.now())),
    claimed: async (claim) => onDisk(await readers.claimed(claim)),
    findUndelivered: async (query) => onDisk(await readers.findUndelivered(query)),
  };
};

/**
 * Generations in one SQLite file: what `insert` and `save` answered is on the disk. One process at a time opens it (see
 * owner/data-folder.ts). Throws `database_too_new` for a file of a newer Kinora.
 */
export const openSqliteStore = async ({ path, clock }: { path: string; clock: Clock }): Promise<GenerationStore> => {
  const file = openNodeSqlite(path);
  const database = new Kysely<Tables>({ dialect: new SqliteDialect({ database: file }) });
  try {
    await migrate(database, SQLITE_SCHEMA, clock);
  } catch (error) {
    await database.destroy();
    throw error;
  }
  const listeners = createAppendListeners();
  const commits = createGroupCommit(database, file);
  return {
    insert: async (generation, entries, claim) => {
      const outcome = await commits.write((transaction) =>
        insertGeneration(transaction, clock, { generation, entries, claim }),
      );
      if (outcome.kind === "inserted" && entries.length > 0) listeners.tell(generation.id);
      return outcome;
    },
    save: async (generation, entries, moves = []) => {
      const saved = await commits.write((transaction) =>
        saveGeneration(transaction, clock, { generation, entries, moves }),
      );
      if (saved && entries.length > 0) listeners.tell(generation.id);
      return saved;
    },
    ...questionsOf(database),
    ...replayQuestions(database, { file, clock }),
    onAppend: (listener) => listeners.add(listener),
    close: async () => {
      await commits.idle();
      await database.destroy();
    },
  };
};
