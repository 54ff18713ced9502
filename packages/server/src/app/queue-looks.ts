import { setImmediate as nextTurn, setTimeout as pause } from "node:timers/promises";
import type { Clock, Generation, GenerationStore, Provider, Scheduler } from "@kinora/domain";
import { nextInTurn } from "../worker/slots.ts";
import type { Log } from "../telemetry/log.ts";

/** Who waits for a slot is woken when one is free; this look is only for the wake-up that got lost. */
export const LOOK_AT_SLOTS_EVERY_MS = 60_000;
/** Between two looks at one provider's queue while more and more join it. */
const PAUSE_MS = 20;

/** Sees to it that those at the head of a queue are taken up, however many join it at once. */
export interface QueueLooks {
  /** A generation joined its provider's queue, and is written. */
  joined(generation: Pick<Generation, "id" | "provider">): void;
}

export interface QueueLooksDeps {
  readonly store: Pick<GenerationStore, "countByModel" | "dueQueued">;
  readonly scheduler: Scheduler;
  /** As they are set up now. */
  readonly providers: readonly Provider[];
  readonly clock: Clock;
  readonly log: Log;
  /** After it nothing is looked at any more. */
  readonly stopping: AbortSignal;
}

/**
 * One look at a provider's queue for all who joined it at about the same time: who has to wait anyway is not read, and its
 * provider's slots are not counted for each. The first who joins is looked at at once.
 */
export const createQueueLooks = (deps: QueueLooksDeps): QueueLooks => {
  const { store, scheduler, clock, log, stopping } = deps;
  const joinedAt = new Set<string>();
  const lookedAt = new Set<string>();

  const look = async (providerId: string): Promise<void> => {
    const provider = deps.providers.find(({ id }) => id === providerId);
    if (provider === undefined || stopping.aborted) return;
    const now = clock.now();
    for (const id of await nextInTurn(store, { provider, now })) scheduler.schedule(id, now);
  };

  const lookOn = async (providerId: string): Promise<void> => {
    try {
      await nextTurn();
      while (joinedAt.delete(providerId)) {
        await look(providerId);
        await pause(PAUSE_MS, undefined, { ref: false });
      }
    } catch (cause) {
      log.warn("queue.look_broke", { provider: providerId, cause });
    } finally {
      // At once with the last question whether somebody joined: who joins from now on begins anew.
      lookedAt.delete(providerId);
    }
  };

  return {
    joined: ({ id, provider }) => {
      scheduler.schedule(id, clock.now() + LOOK_AT_SLOTS_EVERY_MS);
      joinedAt.add(provider);
      if (lookedAt.has(provider)) return;
      lookedAt.add(provider);
      void lookOn(provider);
    },
  };
};
