import type { Clock, GenerationStore } from "@kinora/domain";

/** Keeps the queue finite: who comes when it is full is told at once, rather than never served. */
export interface QueueGuard {
  readonly limit: number;
  isFull(): Promise<boolean>;
  /** A generation was accepted into the queue. */
  joined(): void;
}

export interface QueueGuardOptions {
  readonly store: Pick<GenerationStore, "underWay">;
  readonly limit: number;
  readonly clock: Clock;
}

const COUNTED_EVERY_MS = 1_000;

/**
 * The queue is counted when somebody asks, once a second at the most, and who joins meanwhile is added; where that would make it full it is
 * counted again, since others have left it. With several servers on one database it may get longer by what they take in a second.
 */
export const createQueueGuard = ({ store, limit, clock }: QueueGuardOptions): QueueGuard => {
  let counted: { readonly atMs: number; readonly queued: Promise<number> } | undefined;
  let joined = 0;
  const count = async (): Promise<number> => {
    const groups = await store.underWay();
    return groups.reduce((sum, { status, count }) => (status === "queued" ? sum + count : sum), 0);
  };
  const recount = (atMs: number): Promise<number> => {
    joined = 0;
    counted = { atMs, queued: count() };
    return counted.queued;
  };
  return {
    limit,
    joined: () => void (joined += 1),
    isFull: async () => {
      const atMs = clock.now();
      if (counted === undefined || atMs >= counted.atMs + COUNTED_EVERY_MS) return (await recount(atMs)) >= limit;
      if ((await counted.queued) + joined < limit) return false;
      return joined === 0 || (await recount(atMs)) + joined >= limit;
    },
  };
};
