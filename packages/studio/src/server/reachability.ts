import { useSyncExternalStore } from "react";

/** Whether the server answers, as the page's own requests learn it. */
export type Reachability =
  | { readonly kind: "there" }
  /** `nextLookAt`: when it is asked again, in milliseconds of the page's clock. */
  | { readonly kind: "gone"; readonly nextLookAt: number };

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 8000;
const THERE: Reachability = { kind: "there" };

let now: Reachability = THERE;
let pauseMs = FIRST_PAUSE_MS;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

const become = (next: Reachability): void => {
  if (next.kind === "there" && now.kind === "there") return;
  now = next;
  for (const listener of listeners) listener();
};

const lookLater = (): void => {
  clearTimeout(timer);
  become({ kind: "gone", nextLookAt: performance.now() + pauseMs });
  timer = setTimeout(lookNow, pauseMs);
  pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
};

const answered = (): void => {
  clearTimeout(timer);
  timer = undefined;
  pauseMs = FIRST_PAUSE_MS;
  become(THERE);
};

/** Asks at once whether the server is back. */
export const lookNow = (): void => {
  fetch("/ready", { cache: "no-store" }).then(answered, lookLater);
};

/** `fetch` that tells whether the server answered; what it answered is the caller's. */
export const watchedFetch: typeof globalThis.fetch = async (input, init) => {
  try {
    const response = await fetch(input, init);
    answered();
    return response;
  } catch (error) {
    // A request that the page itself gave up says nothing of the server.
    if (init?.signal?.aborted !== true && timer === undefined) lookLater();
    throw error;
  }
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

export const useReachability = (): Reachability => useSyncExternalStore(subscribe, () => now);
