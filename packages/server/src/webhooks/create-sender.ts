import { afterTry, type Delivery, type WebhookStore } from "@kinora/domain";
import type { WebhookSecrets } from "../app/webhook-secrets.ts";
import { defaultSecretOwner } from "../app/webhook-url.ts";
import type { Log } from "../telemetry/log.ts";
import type { PostMessage, PostOutcome } from "./post-message.ts";
import { messageHeaders } from "./sign-message.ts";

export interface SenderDeps {
  readonly store: Pick<WebhookStore, "dueDeliveries" | "updateDelivery">;
  readonly secrets: WebhookSecrets;
  readonly post: PostMessage;
  readonly log: Log;
  readonly now: () => number;
}

export interface Sender {
  /** Begins to send what is due, as much as may be sent at once. */
  sendDue(): Promise<void>;
  /** Waits for what is being sent. */
  idle(): Promise<void>;
}

export interface SenderWorld {
  /** Ends what is being sent: it is sent again at the next start. */
  readonly signal: AbortSignal;
  /** Hears of each try that ended; `isWritten` is false where it could not be written down. */
  readonly onEnd: (isWritten: boolean) => void;
}

const MOST_AT_ONCE = 16;
/** So many at once to one address: a receiver that is slow must not hold up the others. */
const MOST_TO_ONE = 4;

/** Sends what is due, some at once, and writes down what came of it. */
export const createSender = (deps: SenderDeps, { signal, onEnd }: SenderWorld): Sender => {
  const sending = new Map<string, { readonly url: string; readonly done: Promise<void> }>();

  const send = async (delivery: Delivery): Promise<void> => {
    let isWritten = true;
    try {
      await tryOnce(deps, delivery, signal);
    } catch (cause) {
      isWritten = false;
      deps.log.warn("webhook.try_broke", { deliveryId: delivery.id, cause });
    }
    sending.delete(delivery.id);
    onEnd(isWritten);
  };

  return {
    sendDue: async () => {
      while (sending.size < MOST_AT_ONCE && !signal.aborted) {
        const urls = [...sending.values()].map(({ url }) => url);
        const exceptUrls = [...new Set(urls)].filter((url) => urls.filter((one) => one === url).length >= MOST_TO_ONE);
        const limit = MOST_AT_ONCE + sending.size;
        const due = await deps.store.dueDeliveries({ nowMs: deps.now(), limit, exceptUrls });
        const next = due.find(({ id }) => !sending.has(id));
        if (next === undefined) return;
        sending.set(next.id, { url: next.url, done: send(next) });
      }
    },
    idle: async () => {
      await Promise.all([...sending.values()].map(({ done }) => done));
    },
  };
};

/** What signs now, or why it cannot be opened: nothing goes out unsigned that has a secret. */
const keysOf = async ({ secrets }: SenderDeps, owner: string): Promise<readonly Uint8Array[] | string> => {
  try {
    return await secrets.keys(owner);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
};

const tryOnce = async (deps: SenderDeps, delivery: Delivery, signal: AbortSignal): Promise<void> => {
  const at = deps.now();
  const { id, body, url, webhookId, callerId } = delivery;
  const keys = await keysOf(deps, webhookId ?? defaultSecretOwner(callerId));
  const outcome: PostOutcome =
    typeof keys === "string"
      ? { status: undefined, error: keys }
      : await deps.post(url, { headers: messageHeaders({ id, body, sentAt: at }, keys), body }, signal);
  // Given up by us, not refused by the receiver: it counts for nothing.
  if (signal.aborted && outcome.status === undefined) return;
  const after = afterTry(delivery, { at, ...outcome });
  await deps.store.updateDelivery(after);
  deps.log.info("webhook.tried", { deliveryId: id, status: outcome.status, error: outcome.error, is: after.status });
};
