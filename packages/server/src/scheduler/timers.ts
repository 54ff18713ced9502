import type { Clock, GenerationId, Scheduler } from "@kinora/domain";
import { createAlarms } from "./alarms.ts";

export interface TimerSchedulerOptions {
  readonly clock: Clock;
  /** How many handlers run at once. */
  readonly concurrency: number;
  /** Hears of a handler that threw; the scheduler itself does not try again. */
  readonly onError: (id: GenerationId, error: unknown) => void;
}

type Handler = (id: GenerationId) => Promise<void>;

/**
 * Wake-ups as timers in memory, for one process. Of several wake-ups of one generation the earliest counts; one handler at
 * a time looks at a generation, and a wake-up that comes meanwhile makes one more look after it.
 */
export const createTimerScheduler = ({ clock, concurrency, onError }: TimerSchedulerOptions): Scheduler => {
  const due = new Set<GenerationId>();
  const running = new Map<GenerationId, Promise<void>>();
  let handler: Handler | undefined;
  let stopped = false;

  const run = async (id: GenerationId, handle: Handler): Promise<void> => {
    try {
      await handle(id);
    } catch (error) {
      onError(id, error);
    }
    running.delete(id);
    pump();
  };

  const pump = (): void => {
    if (handler === undefined || stopped) return;
    for (const id of due) {
      if (running.size >= concurrency) return;
      if (running.has(id)) continue;
      due.delete(id);
      running.set(id, run(id, handler));
    }
  };

  const alarms = createAlarms(clock, (id) => {
    due.add(id as GenerationId);
    pump();
  });

  return {
    schedule: (id, atMs) => {
      if (!stopped && !due.has(id)) alarms.set(id, atMs);
    },
    start: (handle) => {
      handler = handle;
      pump();
    },
    stop: async () => {
      stopped = true;
      alarms.clear();
      due.clear();
      await Promise.all(running.values());
    },
  };
};
