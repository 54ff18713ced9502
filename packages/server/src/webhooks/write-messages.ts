import { type LogEventView, WEBHOOK_EVENTS, type WebhookEvent } from "@kinora/contract";
import { type Delivery, type Generation, type GenerationStore, parseGenerationId } from "@kinora/domain";
import type { View } from "../app/view.ts";

export interface MessageWriter {
  readonly store: GenerationStore;
  readonly view: View;
  readonly newToken: () => string;
  readonly now: () => number;
}

const ID_CHARS = 22;

const isTold = (type: string): type is WebhookEvent => (WEBHOOK_EVENTS as readonly string[]).includes(type);

/** The messages that an entry of the log asks for: to its caller's webhooks, and to the address that the request named. */
const messagesOf = async (writer: MessageWriter, event: LogEventView): Promise<readonly Delivery[]> => {
  const { type } = event;
  const id = isTold(type) ? parseGenerationId(event.generation_id) : undefined;
  const generation = id === undefined ? undefined : await writer.store.read(id);
  if (!isTold(type) || generation === undefined) return [];
  const addresses = await addressesOf(writer.store, generation, { type, eventId: event.id });
  if (addresses.length === 0) return [];
  const body = JSON.stringify({ type, timestamp: event.at, data: await writer.view(generation) });
  const now = writer.now();
  return addresses.map((address) => ({
    ...address,
    id: `dlv_${writer.newToken().slice(0, ID_CHARS)}`,
    callerId: generation.callerId,
    generationId: generation.id,
    eventId: event.id,
    type,
    body,
    status: "pending",
    tries: [],
    round: 0,
    nextTryAt: now,
    createdAt: now,
  }));
};

type Address = Pick<Delivery, "webhookId" | "url">;

const addressesOf = async (
  store: GenerationStore,
  { callerId, webhookUrl }: Generation,
  { type, eventId }: { readonly type: WebhookEvent; readonly eventId: number },
): Promise<readonly Address[]> => {
  const webhooks = await store.webhooks(callerId);
  const told = webhooks.filter(({ events, beginsAfter }) => events.includes(type) && beginsAfter < eventId);
  const own: Address[] = webhookUrl === undefined ? [] : [{ webhookId: undefined, url: webhookUrl }];
  return [...own, ...told.map(({ id: webhookId, url }) => ({ webhookId, url }))];
};

const BATCH = 100;

/** Writes the messages of all entries of the log after one, each batch with its place, and gives the last entry. */
export const writeMessages = async (writer: MessageWriter, after: number): Promise<number> => {
  let seen = after;
  for (;;) {
    // Asked before the entries: what comes meanwhile is looked at the next time.
    const latest = await writer.store.latestEventId();
    const events = await writer.store.events({ afterId: seen, types: WEBHOOK_EVENTS, limit: BATCH });
    const messages = (await Promise.all(events.map((event) => messagesOf(writer, event)))).flat();
    const isWhole = events.length < BATCH;
    const until = Math.max(events.at(-1)?.id ?? seen, isWhole ? latest : seen);
    // Where nothing is to be told little is written: it is looked through again after a restart.
    if (messages.length > 0 || until - seen >= BATCH) await writer.store.saveDeliveries(messages, until);
    seen = until;
    if (isWhole) return seen;
  }
};
