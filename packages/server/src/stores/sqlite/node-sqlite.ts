import { closeSync, openSync } from "node:fs";
import { DatabaseSync, type SQLInputValue, type StatementSync } from "node:sqlite";
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

/**
 * Opens a database file for Kysely's SQLite dialect. Each commit is on the disk before it returns (WAL with synchronous
 * FULL). Statements are prepared once each: Kysely writes the same text for the same question.
 */
export const openNodeSqlite = (path: string): SqliteDatabase => {
  makePrivate(path);
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: true, timeout: 5_000 });
  database.exec("pragma journal_mode = wal; pragma synchronous = full;");
  const prepared = new Map<string, SqliteStatement>();
  return {
    close: () => {
      prepared.clear();
      database.close();
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
