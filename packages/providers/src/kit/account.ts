import { setTimeout as sleep } from "node:timers/promises";
import { backoffMs } from "@kinora/domain";
import type { AddressGuard, FetchCodes, HttpClient, Redactor } from "@kinora/net";
import { createPace, type Pace } from "./pace.ts";
import type { ProviderWorld } from "./provider-settings.ts";

export interface AccountLimits {
  /** How many operations an account may have under way; KINORA_<PROVIDER>_MAX_RUNNING overrides it. */
  readonly maxRunning: number;
  /** What one model may have under way, where the vendor counts by model. Whoever sets MAX_RUNNING knows better. */
  readonly maxRunningOf?: (model: string) => number | undefined;
  readonly submitsPerSecond?: number;
  /** Polls of all operations together. */
  readonly readsPerSecond?: number;
}

export interface AccountOptions {
  readonly baseUrl: string;
  readonly apiKey: string | undefined;
  readonly credentials: Readonly<Record<string, string>>;
  readonly limits: AccountLimits;
  readonly world: ProviderWorld;
}

/** What talks to the vendor. Nothing is connected before it is asked something. */
export interface Connection {
  readonly client: HttpClient;
  readonly guard: AddressGuard;
  readonly redactor: Redactor;
  readonly resultCodes: FetchCodes;
}

/** One account at one vendor: its connection, its secrets, and how often it may do what. Kept in memory: losing it loses nothing. */
export interface Account {
  connect(): Promise<Connection>;
  close(): Promise<void>;
  /** Waits for the turn to submit; a time to come back at (ms from now) where that is too far away. */
  submitTurn(signal: AbortSignal): Promise<number | undefined>;
  /** How long (ms) to wait after one more "not now" in a row. */
  nextWaitMs(): number;
  /** The vendor wants no submit for so long. */
  rest(forMs: number): void;
  /** The vendor took or refused a submit: it is neither busy nor away. */
  answered(): void;
  /** 0 when this operation may be polled now, else how long (ms) to wait. After a 0, `pollEnded` is due. */
  pollWaitMs(key: string): number;
  /** A request of this operation's poll is being written. */
  polled(key: string): void;
  pollEnded(key: string): void;
  /** Takes the turn for an operation's next poll, no earlier than `afterMs` from now; gives how long that is. */
  nextPollMs(key: string, afterMs: number): number;
}

/** For one exchange; the worker's own limit on a submit is longer. */
const TIMEOUT_MS = 90_000;
/** Answers are JSON; one that carries a film inline (stable-diffusion.cpp) is the largest. */
const MAX_BODY_BYTES = 256 * 1024 * 1024;
/** A turn that is nearer is waited for. */
const SHORT_WAIT_MS = 2_000;
const BUSY_BACKOFF = { firstMs: 2_000, mostMs: 60_000 };

/** HTTP is loaded with the first call, not with the server: a gateway that never calls a vendor starts without it. */
const openConnection = async ({ baseUrl, apiKey, credentials, world }: AccountOptions): Promise<Connection> => {
  const { createAddressGuard, createHttpClient, createRedactor, RESULT_FETCH_CODES } = await import("@kinora/net");
  const limits = { timeoutMs: TIMEOUT_MS, maxBodyBytes: MAX_BODY_BYTES };
  return {
    client: createHttpClient({ baseUrl, credentials, now: () => world.clock.now(), ...limits }),
    guard: createAddressGuard({ allowedPrivateHosts: world.allowedPrivateHosts }),
    redactor: createRedactor(apiKey === undefined ? [] : [apiKey]),
    resultCodes: RESULT_FETCH_CODES,
  };
};

export const createAccount = (options: AccountOptions): Account => {
  const { limits, world } = options;
  const now = (): number => world.clock.now();
  let connection: Promise<Connection> | undefined;
  const submits = limits.submitsPerSecond === undefined ? undefined : createPace(limits.submitsPerSecond);
  let restUntil = 0;
  let waitsInARow = 0;
  return {
    connect: () => (connection ??= openConnection(options)),
    close: async () => {
      const { client } = (await connection) ?? {};
      await client?.close();
    },
    submitTurn: async (signal) => {
      const from = Math.max(now(), restUntil);
      if (from - now() > SHORT_WAIT_MS) return from - now();
      const waitMs = (submits?.take(from) ?? from) - now();
      if (waitMs > SHORT_WAIT_MS) return waitMs;
      if (waitMs > 0) await sleep(waitMs, undefined, { signal });
      submits?.forgetBefore(now());
      return undefined;
    },
    nextWaitMs: () => {
      waitsInARow += 1;
      return backoffMs(BUSY_BACKOFF, waitsInARow, world.rng);
    },
    rest: (forMs) => {
      restUntil = Math.max(restUntil, now() + forMs);
    },
    answered: () => {
      waitsInARow = 0;
    },
    ...pollTurns(limits.readsPerSecond, now),
  };
};

/** Timers may be this early, and a turn so near is now. */
const NOW_MS = 20;
/** A turn that nobody came for, of an operation that has ended otherwise. */
const FORGOTTEN_AFTER_MS = 10 * 60_000;
/** Who comes later than this has missed its turn, and takes the next where others fill this one. */
const MISSED_MS = 1_000;
const CLEAN_EVERY_TURNS = 1_000;
/** Turns are given a little slower than polls may go out, so that what a busy moment held up is made good. */
const TURNS_SHARE = 0.98;

type PollTurns = Pick<Account, "pollWaitMs" | "polled" | "pollEnded" | "nextPollMs">;

const ANY_TIME: PollTurns = {
  pollWaitMs: () => 0,
  polled: () => undefined,
  pollEnded: () => undefined,
  nextPollMs: (_, afterMs) => afterMs,
};

const pollTurns = (perSecond: number | undefined, now: () => number): PollTurns => {
  if (perSecond === undefined) return ANY_TIME;
  const pace = createPace(perSecond * TURNS_SHARE);
  const turns = new Map<string, number>();
  const window = createWindow(perSecond);
  let taken = 0;
  const take = (key: string, earliestMs: number): number => {
    taken += 1;
    if (taken % CLEAN_EVERY_TURNS === 0) cleanUp(pace, turns, now());
    const at = pace.take(earliestMs);
    turns.set(key, at);
    return Math.max(0, at - now());
  };
  return {
    pollWaitMs: (key) => {
      const turn = turns.get(key);
      const waitMs = turn === undefined ? take(key, now()) : turn - now();
      if (waitMs > NOW_MS) return waitMs;
      // All that a busy moment held up comes at once, and no more of it goes out than the account may ask.
      const fullMs = window.fullFor(now());
      if (fullMs > 0) return waitMs < -MISSED_MS ? take(key, now() + fullMs) : fullMs;
      turns.delete(key);
      window.begin(key);
      return 0;
    },
    polled: (key) => window.sent(key, now()),
    pollEnded: (key) => window.end(key),
    nextPollMs: (key, afterMs) => take(key, now() + afterMs),
  };
};

interface Window {
  /** 0 when one more may be sent now, else how long (ms) none may. */
  fullFor(nowMs: number): number;
  /** One more is about to be sent: it counts until it is, however long it waits for a connection. */
  begin(key: string): void;
  sent(key: string, nowMs: number): void;
  /** What was begun and never sent counts no more. */
  end(key: string): void;
}

/** What is being sent and what was sent of late: in a second, or in the longer time in which one may be. */
const createWindow = (perSecond: number): Window => {
  const most = Math.max(1, Math.floor(perSecond));
  const lengthMs = (most / perSecond) * 1000;
  const begun = new Set<string>();
  const sentAt: number[] = [];
  return {
    fullFor: (nowMs) => {
      while (sentAt[0] !== undefined && sentAt[0] <= nowMs - lengthMs) sentAt.shift();
      if (begun.size + sentAt.length < most) return 0;
      const [oldest = nowMs] = sentAt;
      return oldest + lengthMs - nowMs;
    },
    begin: (key) => void begun.add(key),
    sent: (key, nowMs) => {
      begun.delete(key);
      sentAt.push(nowMs);
    },
    end: (key) => void begun.delete(key),
  };
};

const cleanUp = (pace: Pace, turns: Map<string, number>, nowMs: number): void => {
  pace.forgetBefore(nowMs);
  for (const [key, at] of turns) if (at < nowMs - FORGOTTEN_AFTER_MS) turns.delete(key);
};
