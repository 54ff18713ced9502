import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { failing, postgresOptions } from "./postgres-pool.ts";

const LOOK_EVERY_MS = 500;

/** Of one process: PostgreSQL ends it when the process, or the way to it, ends. */
export interface DatabaseClaim {
  /** Resolves when another process has the database: this one must end. */
  readonly lost: Promise<undefined>;
  release(): Promise<void>;
}

interface ClaimWish {
  readonly url: string;
  /** Called once when another process has it; what it throws ends the wait. */
  readonly waiting: () => void;
  readonly signal: AbortSignal;
}

const openLine = async (url: string): Promise<pg.Client> => {
  const line = new pg.Client(postgresOptions(url));
  line.on("error", () => undefined);
  await failing(line.connect());
  return line;
};

const tryLock = async (line: pg.Client): Promise<boolean> => {
  const { rows } = await line.query<{ locked: boolean }>(
    "select pg_try_advisory_lock(1264742224, hashtext(current_schema())) as locked",
  );
  return rows[0]?.locked === true;
};

/** A line that holds the lock; undefined when somebody else has it. Tries again while nobody answers. */
const lockAgain = async (url: string, signal: AbortSignal): Promise<pg.Client | undefined> => {
  for (;;) {
    try {
      const line = await openLine(url);
      if (await tryLock(line)) return line;
      await line.end();
      return undefined;
    } catch {
      await sleep(LOOK_EVERY_MS, undefined, { signal });
    }
  }
};

/**
 * Takes a database for this process alone, by an advisory lock. While another has it, it is waited for: a process that stands
 * by takes over when the other ends, however it ended.
 */
export const claimDatabase = async ({ url, waiting, signal }: ClaimWish): Promise<DatabaseClaim> => {
  const first = await openLine(url);
  try {
    for (let looks = 0; !(await tryLock(first)); looks += 1) {
      if (looks === 0) waiting();
      await sleep(LOOK_EVERY_MS, undefined, { signal });
    }
  } catch (error) {
    await first.end();
    throw error;
  }
  const lost = Promise.withResolvers<undefined>();
  const releasing = new AbortController();
  let held = first;
  const hold = (line: pg.Client): void => {
    held = line;
    line.once("end", () => void holdAgain());
  };
  const holdAgain = async (): Promise<void> => {
    if (releasing.signal.aborted) return;
    try {
      const line = await lockAgain(url, releasing.signal);
      if (line === undefined) lost.resolve(undefined);
      else hold(line);
    } catch {
      // Released meanwhile.
    }
  };
  hold(first);
  return {
    lost: lost.promise,
    release: async () => {
      releasing.abort();
      await held.end();
    },
  };
};
