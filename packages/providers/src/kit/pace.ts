/** How often something may be done: at most one of it in each slot of `1 / perSecond`. */
export interface Pace {
  /** Takes the first free slot that does not end before `earliestMs`; gives the moment (ms) from which it may be used. */
  take(earliestMs: number): number;
  /** Forgets the slots before `nowMs`. */
  forgetBefore(nowMs: number): void;
}

/** A calendar of slots, in memory. Any number may be taken ahead. Taking one costs about the same however many are taken. */
export const createPace = (perSecond: number): Pace => {
  const slotMs = 1000 / perSecond;
  // Of each taken slot, one that is not before the next free one: followed, and shortened, on the way to it.
  const onward = new Map<number, number>();
  const firstFree = (slot: number): number => {
    let free = slot;
    for (let next = onward.get(free); next !== undefined; next = onward.get(free)) free = next;
    for (let at = slot; at !== free;) {
      const next = onward.get(at) ?? free;
      onward.set(at, free);
      at = next;
    }
    return free;
  };
  return {
    take: (earliestMs) => {
      const slot = firstFree(Math.floor(earliestMs / slotMs));
      onward.set(slot, slot + 1);
      return Math.max(earliestMs, slot * slotMs);
    },
    forgetBefore: (nowMs) => {
      const now = Math.floor(nowMs / slotMs);
      for (const slot of onward.keys()) if (slot < now) onward.delete(slot);
    },
  };
};
