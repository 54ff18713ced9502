import { isSettled } from "@kinora/contract";
import type { Generation } from "@kinora/domain";
import type { AppContext } from "./app-context.ts";

export interface WaitLimits {
  readonly timeoutMs: number;
  /** What is waited for; by default that nothing more happens by itself: final, or a person decides. */
  readonly isEnough?: (generation: Generation) => boolean;
  /** Ends the wait, as the time does: the one who waited is gone. */
  readonly signal?: AbortSignal;
}

/**
 * Gives the generation as it stands when it is as waited for, when the time is over, when `signal` aborts or when the
 * server stops, whichever is first. It sleeps on the event log: no polling.
 */
export const waitFor = async (
  { store, stopping }: Pick<AppContext, "store" | "stopping">,
  generation: Generation,
  limits: WaitLimits,
): Promise<Generation> => {
  const ends = [
    stopping,
    AbortSignal.timeout(limits.timeoutMs),
    ...(limits.signal === undefined ? [] : [limits.signal]),
  ];
  const end = AbortSignal.any(ends);
  const isEnough = limits.isEnough ?? (({ status }) => isSettled(status));
  let latest = generation;
  const appended = watchLog(store, generation.id);
  try {
    while (!end.aborted) {
      latest = (await store.read(generation.id)) ?? latest;
      if (isEnough(latest)) return latest;
      await appended.next(end);
    }
    return (await store.read(generation.id)) ?? latest;
  } finally {
    appended.stop();
  }
};

export interface LogWatch {
  /** Resolves when something was appended since the last call (at once, when that was before it), or when `signal` aborts. */
  next(signal: AbortSignal): Promise<void>;
  stop(): void;
}

/** Notices each append to one generation's log, or to that of any, without losing one between two looks. */
export const watchLog = (store: AppContext["store"], id?: Generation["id"]): LogWatch => {
  let isNews = false;
  let ring: () => void = () => undefined;
  const stop = store.onAppend((appendedTo) => {
    if (id !== undefined && appendedTo !== id) return;
    isNews = true;
    ring();
  });
  return {
    stop,
    next: async (signal) => {
      if (!isNews && !signal.aborted) {
        const { promise, resolve } = Promise.withResolvers<undefined>();
        const wakeUp = (): void => resolve(undefined);
        ring = wakeUp;
        signal.addEventListener("abort", wakeUp, { once: true });
        await promise;
        signal.removeEventListener("abort", wakeUp);
      }
      isNews = false;
    },
  };
};
