import { setTimeout as sleep } from "node:timers/promises";
import type { GenerationId } from "@kinora/domain";
import pg from "pg";
import { postgresOptions } from "./postgres-pool.ts";

const CHANNEL = "kinora_log";
const AGAIN_AFTER_MS = 500;

export interface LogListener {
  close(): Promise<void>;
}

interface Hearing {
  readonly url: string;
  /** An entry of this generation was committed, by whichever process. */
  readonly tell: (generationId: GenerationId) => void;
  /** The line was down, and is up (again): what was committed meanwhile was not told. */
  readonly caughtUp: () => Promise<void>;
}

/** Hears of every entry of the event log that any process commits, by LISTEN; takes the line up again when it breaks. */
export const listenToLog = async ({ url, tell, caughtUp }: Hearing): Promise<LogListener> => {
  const closing = new AbortController();
  let client: pg.Client | undefined;

  const open = async (): Promise<void> => {
    const line = new pg.Client(postgresOptions(url));
    client = line;
    const broken = Promise.withResolvers<undefined>();
    line.on("notification", ({ payload }) => tell(payload as GenerationId));
    line.on("error", () => broken.resolve(undefined));
    line.on("end", () => broken.resolve(undefined));
    await line.connect();
    await line.query(`listen ${CHANNEL}`);
    void broken.promise.then(reopen);
  };

  const reopen = async (): Promise<void> => {
    while (!closing.signal.aborted) {
      try {
        await open();
        await caughtUp();
        return;
      } catch {
        await client?.end().catch(() => undefined);
        await sleep(AGAIN_AFTER_MS, undefined, { signal: closing.signal }).catch(() => undefined);
      }
    }
  };

  await open();
  return {
    close: async () => {
      closing.abort();
      await client?.end();
    },
  };
};
