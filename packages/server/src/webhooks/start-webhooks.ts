import { setTimeout as pause } from "node:timers/promises";
import { createSender, type SenderDeps } from "./create-sender.ts";
import { type MessageWriter, writeMessages } from "./write-messages.ts";

export type WebhookDeps = MessageWriter & SenderDeps;

export interface Webhooks {
  /** Something may be due: look now. */
  wake(): void;
  /** Gives up what is being sent, which is sent again at the next start, and waits for it to end. */
  stop(): Promise<void>;
}

/** After a look that broke (a full disk, a defect). */
const LOOK_AGAIN_AFTER_MS = 5_000;
/** Between two looks while the log grows and grows. */
const PAUSE_MS = 25;
/** The longest that a timer sleeps, so that a clock that was set is noticed. */
const LONGEST_SLEEP_MS = 3_600_000;

/**
 * Tells webhooks of what the log says, from where the last process ended: each message is written with the place in the
 * log that it comes from, all or nothing, and sent until it was taken or a day is over. At least once; its id is the same
 * each time.
 */
export const startWebhooks = (deps: WebhookDeps): Webhooks => {
  const ending = new AbortController();
  let looking: Promise<void> | undefined;
  let isNews = false;
  let seen: number | undefined;
  let timer: NodeJS.Timeout | undefined;

  const sleep = (ms: number): void => {
    clearTimeout(timer);
    if (!ending.signal.aborted) timer = setTimeout(wake, Math.min(ms, LONGEST_SLEEP_MS)).unref();
  };

  const look = async (): Promise<void> => {
    seen ??= await deps.store.webhookCursor();
    isNews = false;
    seen = await writeMessages(deps, seen);
    await sender.sendDue();
    const now = deps.now();
    const next = await deps.store.nextDeliveryAt(now);
    if (next !== undefined) sleep(next - now);
  };

  const rest = (): Promise<void> =>
    pause(PAUSE_MS, undefined, { ref: false, signal: ending.signal }).catch(() => undefined);

  const wake = (): void => {
    isNews = true;
    if (looking !== undefined || ending.signal.aborted) return;
    looking = look()
      .catch((cause: unknown) => {
        deps.log.warn("webhook.look_failed", { cause });
        sleep(LOOK_AGAIN_AFTER_MS);
      })
      .then(rest)
      .finally(() => {
        looking = undefined;
        if (isNews) wake();
      });
  };

  // What could not be written down stays due: not at once, or a full disk would be asked without a pause.
  const onEnd = (isWritten: boolean): void => (isWritten ? wake() : sleep(LOOK_AGAIN_AFTER_MS));
  const sender = createSender(deps, { signal: ending.signal, onEnd });
  const stopHearing = deps.store.onAppend(wake);
  wake();
  return {
    wake,
    stop: async () => {
      stopHearing();
      ending.abort();
      clearTimeout(timer);
      await looking;
      await sender.idle();
    },
  };
};
