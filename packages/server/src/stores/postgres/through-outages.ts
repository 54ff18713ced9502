import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "@kinora/contract";

const AGAIN_AFTER_MS = 250;

/** How long to go on while the database does not answer. */
export interface Patience {
  readonly forMs: number;
  /** Ends it early. */
  readonly signal: AbortSignal;
}

const isOutage = (error: unknown): boolean => error instanceof Failure && error.code === "database_unreachable";

/**
 * Does it again while the database does not answer: a server that restarts is back in seconds, and what is to be written may
 * be known to nobody else. `again` says that the try before may have been committed although its answer was lost.
 */
export const throughOutages = async <T>(
  work: (again: boolean) => Promise<T>,
  { forMs, signal }: Patience,
): Promise<T> => {
  for (let waitedMs = 0; ; waitedMs += AGAIN_AFTER_MS) {
    try {
      return await work(waitedMs > 0);
    } catch (error) {
      if (!isOutage(error) || waitedMs >= forMs || signal.aborted) throw error;
    }
    await sleep(AGAIN_AFTER_MS, undefined, { signal }).catch(() => undefined);
  }
};
