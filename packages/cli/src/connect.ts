import { setTimeout as delay } from "node:timers/promises";
import { Failure } from "@kinora/contract";
import { type Client, createClient, isGone } from "@kinora/sdk";
import type { KinoraOptions } from "@kinora/server";
import type { CommandContext } from "./command-context.ts";
import { openFolderServer } from "./folder-server.ts";
import type { ReachOptions } from "./reach-options.ts";
import { withoutUndefined } from "./without-undefined.ts";

/** One server that works for us now. */
interface Connection {
  readonly client: Client;
  /** Finds, or becomes, who serves after this one died; absent where nobody can stand in. */
  readonly next?: () => Promise<Connection>;
  /** Resolves when nothing is left to do here, for us or for others. */
  readonly whenIdle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Whoever serves the command, whichever process that is. */
export interface Gateway {
  /**
   * Calls with a client of who serves now. When that one is gone, the next is found and `use` is called again: it must be
   * something that may be done twice (a get, or a create under an idempotency key).
   */
  readonly call: <T>(use: (client: Client) => Promise<T>) => Promise<T>;
}

interface WithGatewayOptions {
  readonly reach: ReachOptions;
  readonly context: CommandContext;
  /** Whether to stay, as the owner of the data folder, until the work that others brought is done. */
  readonly staysForOthers: boolean;
  /** What the work begins with, where that is a rendering: the engine is then started while the gateway opens. */
  readonly comingWork?: KinoraOptions["comingWork"];
}

/** How often the next server is looked for, and how many times: an owner that stops in order may take its time. */
const MOVE_AFTER_MS = 250;
const MOST_MOVES = 40;

/**
 * Runs `work` with a way to a server: the one that is named, else the owner of the data folder, else one that this
 * process becomes for as long as the work takes.
 */
export const withGateway = async <T>(
  { reach, context, staysForOthers, comingWork }: WithGatewayOptions,
  work: (gateway: Gateway) => Promise<T>,
): Promise<T> => {
  const { signal } = context;
  let connection = await connect({ ...reach, ...withoutUndefined({ comingWork }) }, context);
  const move = async (error: unknown, moves: number): Promise<void> => {
    if (!isGone(error) || connection.next === undefined || moves > MOST_MOVES) throw error;
    await delay(MOVE_AFTER_MS, undefined, { signal }).catch(() => signal.throwIfAborted());
    connection = await connection.next();
  };
  try {
    const result = await work({
      call: async (use) => {
        for (let moves = 1; ; moves += 1) {
          try {
            return await use(connection.client);
          } catch (error) {
            await move(error, moves);
          }
        }
      },
    });
    if (staysForOthers) await Promise.race([connection.whenIdle(), abortOf(signal)]);
    return result;
  } finally {
    await connection.close();
  }
};

/** One call that may be done twice, by whoever serves. */
export const askOnce = <T>(
  reach: ReachOptions,
  context: CommandContext,
  use: (client: Client) => Promise<T>,
): Promise<T> => withGateway({ reach, context, staysForOthers: false }, ({ call }) => call(use));

type Reach = ReachOptions & Pick<KinoraOptions, "comingWork">;

const connect = async (reach: Reach, context: CommandContext): Promise<Connection> => {
  const server = reach.server ?? (reach.dataDir === undefined ? context.environment.server : undefined);
  return server === undefined ? connectToFolder(reach, context) : connectToServer(server, context);
};

const requireAddress = (address: string): void => {
  if (URL.canParse(address) && /^https?:$/u.test(new URL(address).protocol)) return;
  throw new Failure("bad_option", {
    detail: `${address} is no server's address: give one such as http://127.0.0.1:16688.`,
  });
};

/** Rejects with the signal's reason. */
const abortOf = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason as Error);
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
  });

const nothingToDo = (): Promise<void> => Promise.resolve();

const connectToServer = (baseUrl: string, { environment: { apiKey } }: CommandContext): Connection => {
  requireAddress(baseUrl);
  const client = createClient({ baseUrl, ...(apiKey === undefined ? {} : { token: apiKey }) });
  return { client, whenIdle: nothingToDo, close: nothingToDo };
};

const connectToFolder = async (reach: Reach, context: CommandContext): Promise<Connection> => {
  const opened = await openFolderServer(reach, context);
  const client = createClient({ baseUrl: opened.url, token: opened.token });
  if (opened.kind === "running") return { client, whenIdle: opened.whenIdle, close: opened.close };
  return { client, next: () => connectToFolder(reach, context), whenIdle: nothingToDo, close: nothingToDo };
};
