import type { Clock } from "@kinora/domain";

/** The longest delay that `setTimeout` takes; a longer one would fire at once. */
const LONGEST_DELAY_MS = 2 ** 31 - 1;

export interface Alarms {
  /** Of several moments for one id the earliest counts. */
  set(id: string, atMs: number): void;
  clear(): void;
}

/** One timer per id, however far away; calls back when the clock has reached the moment. */
export const createAlarms = (clock: Clock, ring: (id: string) => void): Alarms => {
  const waiting = new Map<string, { atMs: number; timer: NodeJS.Timeout }>();

  const arm = (id: string, atMs: number): void => {
    const timer = setTimeout(() => fire(id, atMs), Math.min(Math.max(0, atMs - clock.now()), LONGEST_DELAY_MS));
    waiting.set(id, { atMs, timer });
  };

  const fire = (id: string, atMs: number): void => {
    if (clock.now() < atMs) {
      arm(id, atMs);
      return;
    }
    waiting.delete(id);
    ring(id);
  };

  return {
    set: (id, atMs) => {
      const known = waiting.get(id);
      if (known !== undefined && known.atMs <= atMs) return;
      clearTimeout(known?.timer);
      arm(id, atMs);
    },
    clear: () => {
      for (const { timer } of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
};
