const WINDOW_MS = 60_000;

/** What a key has left of its requests a minute. */
export interface Rate {
  readonly isOver: boolean;
  readonly limit: number;
  readonly remaining: number;
  /** When one more may be sent, where none is left; else when all of them may: whole seconds. */
  readonly resetSeconds: number;
}

/** Counts requests by key. */
export interface RequestRates {
  /** Counts one where it may be sent: never more than `limit` in any 60 seconds, whatever the limit was before. */
  take(keyId: string, limit: number): Rate;
}

/** For one process, which forgets at its end: several nodes let through as often as there are nodes. */
export const createRequestRates = (clock: { now(): number }): RequestRates => {
  const takenAt = new Map<string, number[]>();
  return {
    take: (keyId, limit) => {
      const now = clock.now();
      const within = (takenAt.get(keyId) ?? []).filter((at) => at > now - WINDOW_MS);
      takenAt.set(keyId, within);
      const secondsUntilGone = (at: number | undefined): number => Math.ceil(((at ?? now) + WINDOW_MS - now) / 1000);
      if (within.length >= limit) {
        return { isOver: true, limit, remaining: 0, resetSeconds: secondsUntilGone(within[within.length - limit]) };
      }
      within.push(now);
      return { isOver: false, limit, remaining: limit - within.length, resetSeconds: secondsUntilGone(now) };
    },
  };
};
