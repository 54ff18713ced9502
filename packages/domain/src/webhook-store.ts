import type { DeliveriesQuery } from "@kinora/contract";
import type { Delivery, Webhook } from "./webhook.ts";

/** A text that only the server's master key opens. */
export interface SealedText {
  readonly masterKeyId: string;
  readonly sealed: Uint8Array;
}

/** What signs the messages of one webhook, or of one caller's requests. */
export interface SigningSecret {
  readonly current: SealedText;
  /** Signs beside it until that moment (ms), so that a receiver has time to change. */
  readonly previous: (SealedText & { readonly until: number }) | undefined;
}

/** Whose deliveries are asked for: a webhook's, or, with none, those of a caller's own requests. */
export interface DeliveryOwner {
  readonly callerId: string;
  readonly webhookId: string | undefined;
}

export interface WebhookStore {
  saveWebhook(webhook: Webhook): Promise<void>;
  /** A caller's, newest first. */
  webhooks(callerId: string): Promise<readonly Webhook[]>;
  /** With its secret and its deliveries. */
  removeWebhook(id: string): Promise<void>;
  /** `owner` is a webhook's id, or `caller:` and a caller's. */
  signingSecret(owner: string): Promise<SigningSecret | undefined>;
  saveSigningSecret(owner: string, secret: SigningSecret): Promise<void>;
  /** The last entry of the log of which every delivery is written. */
  webhookCursor(): Promise<number>;
  /** Writes deliveries and how far the log is told, all or nothing. One that is there already stays as it is. */
  saveDeliveries(deliveries: readonly Delivery[], cursor: number): Promise<void>;
  /** Writes what became of a delivery; nothing where it was removed. */
  updateDelivery(delivery: Delivery): Promise<void>;
  /** Newest first. */
  deliveries(
    owner: DeliveryOwner,
    query: DeliveriesQuery,
  ): Promise<{ readonly deliveries: readonly Delivery[]; readonly nextCursor: string | undefined }>;
  delivery(owner: DeliveryOwner, id: string): Promise<Delivery | undefined>;
  failedDeliveries(owner: DeliveryOwner): Promise<readonly Delivery[]>;
  /** Pending ones whose moment has come, the longest due first, to other addresses than these. */
  dueDeliveries(query: {
    readonly nowMs: number;
    readonly limit: number;
    readonly exceptUrls: readonly string[];
  }): Promise<readonly Delivery[]>;
  /** The moment (ms) of the next try after `afterMs`; undefined when there is none. */
  nextDeliveryAt(afterMs: number): Promise<number | undefined>;
  /** Forgets what ended before that moment. */
  forgetDeliveries(beforeMs: number): Promise<void>;
}
