import { setImmediate as nextTurn } from "node:timers/promises";
import type { Kysely, Transaction } from "kysely";
import type { NodeSqlite } from "./node-sqlite.ts";
import type { Tables } from "../sql/tables.ts";

/** What one caller writes, all or nothing. Done again from the beginning where a transaction that it shared broke. */
export type Write<T> = (transaction: Transaction<Tables>) => Promise<T>;

export interface GroupCommit {
  /** Gives what `write` gave, once that is on the disk. */
  write<T>(write: Write<T>): Promise<T>;
  /** Waits for what was begun. */
  idle(): Promise<void>;
}

/** So many share a commit at the most: the event loop has others to serve between two of them. */
const MOST_AT_ONCE = 16;

interface Waiting {
  readonly write: Write<unknown>;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

type Disk = Pick<NodeSqlite, "commitsWait" | "flush">;

/** Commits without a wait for the disk. */
const commitQuickly = <T>(database: Pick<Kysely<Tables>, "connection">, disk: Disk, write: Write<T>): Promise<T> =>
  database.connection().execute(async (connection) => {
    disk.commitsWait(false);
    try {
      return await connection.transaction().execute(write);
    } finally {
      disk.commitsWait(true);
    }
  });

/** Tells those whose writes are committed, once the disk has them. */
const createFlushes = (disk: Disk) => {
  const flushing = new Set<Promise<void>>();
  return {
    tell: (group: readonly Waiting[], results: readonly unknown[]): void => {
      const flushed = disk.flush().then(
        () => group.forEach(({ resolve }, index) => resolve(results[index])),
        (error: unknown) => group.forEach(({ reject }) => reject(error)),
      );
      flushing.add(flushed);
      void flushed.finally(() => flushing.delete(flushed));
    },
    idle: () => Promise.all(flushing),
  };
};

/**
 * Writes that come at about the same time share one transaction, and so one wait for the disk; the next ones are written
 * during that wait. Where one of them throws, each is done again in a transaction of its own: nobody pays for another's defect.
 */
export const createGroupCommit = (database: Pick<Kysely<Tables>, "connection">, disk: Disk): GroupCommit => {
  const waiting: Waiting[] = [];
  const flushes = createFlushes(disk);
  let working: Promise<void> | undefined;

  const alone = async (one: Waiting): Promise<void> => {
    try {
      flushes.tell([one], [await commitQuickly(database, disk, one.write)]);
    } catch (error) {
      one.reject(error);
    }
  };

  const together = async (group: readonly Waiting[]): Promise<void> => {
    const results: unknown[] = [];
    try {
      await commitQuickly(database, disk, async (transaction) => {
        for (const { write } of group) results.push(await write(transaction));
      });
    } catch {
      for (const one of group) await alone(one);
      return;
    }
    flushes.tell(group, results);
  };

  const work = async (): Promise<void> => {
    while (waiting.length > 0) {
      await nextTurn();
      const group = waiting.splice(0, MOST_AT_ONCE);
      const [one] = group;
      await (group.length === 1 && one !== undefined ? alone(one) : together(group));
    }
    working = undefined;
  };

  return {
    write: <T>(write: Write<T>) =>
      new Promise<T>((resolve, reject) => {
        waiting.push({ write, resolve: resolve as (value: unknown) => void, reject });
        working ??= work();
      }),
    idle: async () => {
      await working;
      await flushes.idle();
    },
  };
};
