import { closeSync, fdatasync, openSync } from "node:fs";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
import { promisify } from "node:util";
import type { SqliteDatabase, SqliteStatement } from "kysely";

const asStatement = (statement: StatementSync): SqliteStatement => ({
  reader: statement.columns().length > 0,
  all: (parameters) => statement.all(...(parameters as SQLInputValue[])),
  run: (parameters) => {
    const { changes, lastInsertRowid } = statement.run(...(parameters as SQLInputValue[]));
    return { changes: BigInt(changes), lastInsertRowid: BigInt(lastInsertRowid) };
  },
  iterate: (parameters) => statement.iterate(...(parameters as SQLInputValue[])),
});

/** Makes the file, where there is none, readable by this user alone; SQLite gives its companions the same mode. */
const makePrivate = (path: string): void => closeSync(openSync(path, "a", 0o600));

export interface NodeSqlite extends SqliteDatabase {
  /** Whether a commit waits for the disk (it does at first), or whoever commits calls `flush` after it. Between transactions only. */
  commitsWait(waits: boolean): void;
  /** Resolves when all that was committed before is on the disk: the event loop goes on meanwhile. */
  flush(): Promise<void>;
}

const flushFile = promisify(fdatasync);

/**
 * Opens a database file for Kysely's SQLite dialect. Each commit is on the disk before it returns (WAL with synchronous
 * FULL), unless it was said that `flush` follows. Statements are prepared once each: Kysely writes the same text for the same
 * question.
 */
export const openNodeSqlite = (path: string): NodeSqlite => {
  makePrivate(path);
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: 5_000 });
  database.exec("pragma journal_mode = wal; pragma synchronous = full;");
  const prepared = new Map<string, SqliteStatement>();
  // What FULL adds to NORMAL is this one sync of the log at each commit. The log has no locks that closing could drop.
  let log: number | undefined;
  return {
    commitsWait: (waits) => database.exec(`pragma synchronous = ${waits ? "full" : "normal"}`),
    flush: () => flushFile((log ??= openSync(`${path}-wal`, "r+"))),
    close: () => {
      prepared.clear();
      database.close();
      if (log !== undefined) closeSync(log);
    },
    prepare: (sql) => {
      const known = prepared.get(sql);
      if (known !== undefined) return known;
      const statement = asStatement(database.prepare(sql));
      prepared.set(sql, statement);
      return statement;
    },
  };
};
