import { createHmac } from "node:crypto";

export interface Message {
  readonly id: string;
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
}

/**
 * The headers of a message in the format of Standard Webhooks 1.0 (https://www.standardwebhooks.com, read 2026-11-23): one
 * signature for each key, over id, seconds and body. With no key there is no signature.
 */
export const messageHeaders = (
  { id, body, sentAt }: Message,
  keys: readonly Uint8Array[],
): Readonly<Record<string, string>> => {
  const seconds = String(Math.floor(sentAt / 1000));
  const headers = { "webhook-id": id, "webhook-timestamp": seconds };
  if (keys.length === 0) return headers;
  const sign = (key: Uint8Array): string =>
    `v1,${createHmac("sha256", key).update(`${id}.${seconds}.${body}`).digest("base64")}`;
  return { ...headers, "webhook-signature": keys.map(sign).join(" ") };
};
