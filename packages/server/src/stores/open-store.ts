import { join } from "node:path";
import type { Clock, GenerationStore } from "@kinora/domain";
import type { Config } from "../config/config.ts";

/** What a gateway keeps its records in. */
export interface OpenedStore {
  readonly store: GenerationStore;
  /** Resolves when another process has the records: this one must end. */
  readonly lost: Promise<undefined>;
  close(): Promise<void>;
}

interface StoreWish {
  readonly config: Pick<Config, "databaseUrl" | "dataDir">;
  readonly clock: Clock;
  /** Called once when another process has the records, and this one waits for them; what it throws ends the wait. */
  readonly standingBy: () => void;
  /** Ends the wait for a database that another process has. */
  readonly signal: AbortSignal;
}

const openInFolder = async ({ config, clock }: StoreWish): Promise<OpenedStore> => {
  const { openSqliteStore } = await import("./sqlite/open-sqlite-store.ts");
  const store = await openSqliteStore({ path: join(config.dataDir, "kinora.db"), clock });
  // Who has the folder has its records.
  return { store, lost: new Promise(() => undefined), close: () => store.close() };
};

const openDatabase = async (url: string, { clock, standingBy, signal }: StoreWish): Promise<OpenedStore> => {
  const [{ claimDatabase }, { openPostgresStore }] = await Promise.all([
    import("./postgres/claim-database.ts"),
    import("./postgres/open-postgres-store.ts"),
  ]);
  const claim = await claimDatabase({ url, signal, waiting: standingBy });
  try {
    const store = await openPostgresStore({ url, clock });
    return {
      store,
      lost: claim.lost,
      close: async () => {
        await store.close();
        await claim.release();
      },
    };
  } catch (error) {
    await claim.release();
    throw error;
  }
};

/** Opens the configured records. Loads only the code of the one that it opens. */
export const openStore = (wish: StoreWish): Promise<OpenedStore> =>
  wish.config.databaseUrl === undefined ? openInFolder(wish) : openDatabase(wish.config.databaseUrl, wish);
