import type { LogEventView } from "@kinora/contract";
import { type Audience, type Generation, type GenerationStore, isFinal } from "@kinora/domain";
import { watchLog } from "./wait-for.ts";

export interface FollowFrom {
  /** Begin after this event; 0 is the start of the log. */
  readonly afterId: number;
  /** The reader has gone, or the server stops. */
  readonly signal: AbortSignal;
}

const BATCH = 100;

/** Every entry of a generation's log after `afterId`, until the one that made it final, or until `signal` aborts. */
export async function* followGeneration(
  store: GenerationStore,
  generation: Generation,
  { afterId, signal }: FollowFrom,
): AsyncGenerator<LogEventView> {
  const log = watchLog(store, generation.id);
  let seen = afterId;
  try {
    while (!signal.aborted) {
      // Read before the events: what is final then has its last entry in the log already.
      const latest = (await store.read(generation.id)) ?? generation;
      const events = await store.events({ afterId: seen, generationId: generation.id, limit: BATCH });
      yield* events;
      seen = events.at(-1)?.id ?? seen;
      if (events.length < BATCH && isFinal(latest)) return;
      if (events.length < BATCH) await log.next(signal);
    }
  } finally {
    log.stop();
  }
}

/** Every entry after `afterId` of the generations that an audience may see, as they come, until `signal` aborts. */
export async function* followAll(
  store: GenerationStore,
  audience: Audience,
  { afterId, signal }: FollowFrom,
): AsyncGenerator<LogEventView> {
  const log = watchLog(store);
  let seen = afterId;
  try {
    while (!signal.aborted) {
      // Read before the events, so that what others make is not looked through again each time.
      const latest = await store.latestEventId();
      const events = await store.events({ afterId: seen, audience, limit: BATCH });
      yield* events;
      seen = Math.max(seen, events.at(-1)?.id ?? 0, events.length < BATCH ? latest : 0);
      if (events.length < BATCH) await log.next(signal);
    }
  } finally {
    log.stop();
  }
}
