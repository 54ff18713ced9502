import { type Clock, type Generation, type GenerationStore, LONGEST_COUNTED_QUEUE } from "@kinora/domain";

/** A long queue stays long for so long: it is not counted again for each who joins it. */
const STAYS_LONG_MS = 500;

interface LongQueue {
  /** Before this generation stood as many as are counted. */
  readonly id: Generation["id"];
  readonly readAt: number;
}

const longQueues = new WeakMap<GenerationStore, Map<string, LongQueue>>();

/** How many queued generations stand before this one at its provider, as of half a second ago at the most. */
export const queuePositionOf = async (
  { store, clock }: { readonly store: GenerationStore; readonly clock: Clock },
  generation: Generation,
): Promise<number> => {
  const { id, provider, callerId } = generation;
  const ofStore = longQueues.get(store) ?? new Map<string, LongQueue>();
  longQueues.set(store, ofStore);
  // A caller's own go in the order that they came; another's newer one may stand further ahead.
  const queue = `${provider} ${callerId}`;
  const known = ofStore.get(queue);
  const now = clock.now();
  if (known !== undefined && known.id <= id && now - known.readAt < STAYS_LONG_MS) return LONGEST_COUNTED_QUEUE;
  const position = await store.queuePosition(generation);
  if (position >= LONGEST_COUNTED_QUEUE) ofStore.set(queue, { id, readAt: now });
  return position;
};
