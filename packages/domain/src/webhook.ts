import type { WebhookEvent } from "@kinora/contract";
import type { GenerationId } from "./generation-id.ts";

/** An address that is told of every end of its caller's generations. */
export interface Webhook {
  readonly id: string;
  readonly callerId: string;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  readonly createdAt: number;
  /** The newest entry of the log when it was made: what was before is not told. */
  readonly beginsAfter: number;
}

/** One answer, or none, to one try. */
export interface DeliveryTry {
  readonly at: number;
  readonly status: number | undefined;
  readonly error: string | undefined;
}

/** One message to one address. Its id and its body are the same on every try. */
export interface Delivery {
  readonly id: string;
  /** Undefined: to the address that the request itself named. */
  readonly webhookId: string | undefined;
  readonly callerId: string;
  readonly generationId: GenerationId;
  /** The entry of the log that it tells of. */
  readonly eventId: number;
  readonly type: WebhookEvent;
  readonly url: string;
  readonly body: string;
  readonly status: "pending" | "delivered" | "failed";
  readonly tries: readonly DeliveryTry[];
  /** Tries since it was made, or was sent again by hand. */
  readonly round: number;
  readonly nextTryAt: number | undefined;
  readonly createdAt: number;
}

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** How long to wait after each try that failed: nine tries in a day. */
const WAITS_MS = [
  5_000,
  30_000,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  8 * HOUR_MS,
  8 * HOUR_MS,
] as const;
/** Of so many tries the log tells, the newest. */
const TRIES_TOLD = 20;
/** The receiver says that nobody is there any more (RFC 9110). */
const GONE = 410;

/** What a delivery is after a try: delivered by any 2xx; failed when the day is over, or the receiver says that it is gone. */
export const afterTry = (delivery: Delivery, one: DeliveryTry): Delivery => {
  const round = delivery.round + 1;
  const tried = { ...delivery, round, tries: [...delivery.tries, one].slice(-TRIES_TOLD) };
  if (one.status !== undefined && one.status >= 200 && one.status < 300) {
    return { ...tried, status: "delivered", nextTryAt: undefined };
  }
  const waitMs = WAITS_MS[round - 1];
  if (waitMs === undefined || one.status === GONE) return { ...tried, status: "failed", nextTryAt: undefined };
  return { ...tried, status: "pending", nextTryAt: one.at + waitMs };
};

/** The same message once more, with all tries before it. */
export const sentAgain = (delivery: Delivery, nowMs: number): Delivery => ({
  ...delivery,
  status: "pending",
  round: 0,
  nextTryAt: nowMs,
});
