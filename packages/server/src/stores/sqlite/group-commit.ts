import { setImmediate as nextTurn } from "node:timers/promises";
import type { Kysely, Transaction } from "kysely";
import type { Tables } from "./tables.ts";

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

/**
 * Writes that come at about the same time share one transaction, and so one wait for the disk, which holds the event loop
 * up. Where one of them throws, each is done again in a transaction of its own: nobody pays for another's defect.
 */
export const createGroupCommit = (database: Pick<Kysely<Tables>, "transaction">): GroupCommit => {
  const waiting: Waiting[] = [];
  let working: Promise<void> | undefined;

  const alone = async ({ write, resolve, reject }: Waiting): Promise<void> => {
    try {
      resolve(await database.transaction().execute(write));
    } catch (error) {
      reject(error);
    }
  };

  const together = async (group: readonly Waiting[]): Promise<void> => {
    const results: unknown[] = [];
    try {
      await database.transaction().execute(async (transaction) => {
        for (const { write } of group) results.push(await write(transaction));
      });
    } catch {
      for (const one of group) await alone(one);
      return;
    }
    for (const [index, { resolve }] of group.entries()) resolve(results[index]);
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
    idle: async () => working,
  };
};
