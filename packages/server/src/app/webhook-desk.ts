import {
  type DeliveriesQuery,
  type DeliveryView,
  Failure,
  WEBHOOK_EVENTS,
  type WebhookRequest,
  type WebhookView,
} from "@kinora/contract";
import { type Delivery, type DeliveryOwner, sentAgain, type Webhook } from "@kinora/domain";
import type { AppContext } from "./app-context.ts";
import type { Caller } from "./caller.ts";
import { checkWebhookUrl, defaultSecretOwner } from "./webhook-url.ts";
import type { WebhookSecrets } from "./webhook-secrets.ts";

/** What a caller does with its webhooks. */
export interface WebhookDesk {
  create(caller: Caller, wish: WebhookRequest): Promise<WebhookView & { readonly secret: string }>;
  list(caller: Caller): Promise<WebhookView[]>;
  remove(caller: Caller, id: string): Promise<void>;
  rotateSecret(caller: Caller, id: string): Promise<string>;
  makeDefaultSecret(caller: Caller): Promise<string>;
  deliveries(
    caller: Caller,
    id: string,
    query: DeliveriesQuery,
  ): Promise<{ data: DeliveryView[]; next_cursor: string | null }>;
  /** Says how many are sent again: the one that is named, or all that have failed. */
  redeliver(caller: Caller, id: string, deliveryId: string | undefined): Promise<number>;
}

export interface WebhookDeskDeps {
  readonly app: Pick<AppContext, "store" | "clock" | "log" | "config">;
  readonly secrets: WebhookSecrets;
  readonly newToken: () => string;
  /** Deliveries are due now. */
  readonly wake: () => void;
}

/** So many addresses are enough for one caller. */
const MOST_WEBHOOKS = 50;
/** Stands for the addresses that a caller's requests name. */
const DEFAULT_ID = "default";
const ID_CHARS = 22;

export const createWebhookDesk = (deps: WebhookDeskDeps): WebhookDesk => {
  const { app, secrets } = deps;
  return {
    create: (caller, wish) => create(deps, caller, wish),
    list: async (caller) => (await app.store.webhooks(caller.id)).map(webhookView),
    remove: async (caller, id) => {
      await findWebhook(app, caller, id);
      await app.store.removeWebhook(id);
    },
    rotateSecret: async (caller, id) => {
      await findWebhook(app, caller, id);
      return secrets.make(id);
    },
    makeDefaultSecret: (caller) => secrets.make(defaultSecretOwner(caller.id)),
    deliveries: async (caller, id, query) => {
      const { deliveries, nextCursor } = await app.store.deliveries(await ownerOf(app, caller, id), query);
      return { data: deliveries.map(deliveryView), next_cursor: nextCursor ?? null };
    },
    redeliver: async (caller, id, deliveryId) => redeliver(deps, await ownerOf(app, caller, id), deliveryId),
  };
};

type Store = Pick<AppContext, "store">;

const findWebhook = async ({ store }: Store, caller: Caller, id: string): Promise<Webhook> => {
  const found = (await store.webhooks(caller.id)).find((webhook) => webhook.id === id);
  if (found !== undefined) return found;
  throw new Failure("webhook_not_found", {
    detail: `There is no webhook "${id.slice(0, 64)}". GET /api/v1/webhooks lists those there are.`,
  });
};

const ownerOf = async (app: Store, caller: Caller, id: string): Promise<DeliveryOwner> => ({
  callerId: caller.id,
  webhookId: id === DEFAULT_ID ? undefined : (await findWebhook(app, caller, id)).id,
});

const create = async (
  { app, secrets, newToken }: WebhookDeskDeps,
  caller: Caller,
  { url, events = [...WEBHOOK_EVENTS] }: WebhookRequest,
): Promise<WebhookView & { secret: string }> => {
  await checkWebhookUrl(app, url);
  if ((await app.store.webhooks(caller.id)).length >= MOST_WEBHOOKS) {
    throw new Failure("bad_option", { detail: `You have ${MOST_WEBHOOKS} webhooks already: remove one first.` });
  }
  const webhook: Webhook = {
    id: `wh_${newToken().slice(0, ID_CHARS)}`,
    callerId: caller.id,
    url,
    events: WEBHOOK_EVENTS.filter((event) => events.includes(event)),
    createdAt: app.clock.now(),
    beginsAfter: await app.store.latestEventId(),
  };
  // The secret first: nothing is ever sent for a webhook that has none.
  const secret = await secrets.make(webhook.id);
  await app.store.saveWebhook(webhook);
  app.log.info("webhook.created", { webhookId: webhook.id });
  return { ...webhookView(webhook), secret };
};

const redeliver = async (
  { app, wake }: WebhookDeskDeps,
  owner: DeliveryOwner,
  deliveryId: string | undefined,
): Promise<number> => {
  const chosen =
    deliveryId === undefined ? await app.store.failedDeliveries(owner) : [await find(app, owner, deliveryId)];
  for (const delivery of chosen) await app.store.updateDelivery(sentAgain(delivery, app.clock.now()));
  wake();
  return chosen.length;
};

const find = async ({ store }: Store, owner: DeliveryOwner, id: string): Promise<Delivery> => {
  const delivery = await store.delivery(owner, id);
  if (delivery !== undefined) return delivery;
  throw new Failure("delivery_not_found", { detail: `This webhook has no delivery "${id.slice(0, 64)}".` });
};

const isoTime = (timeMs: number): string => new Date(timeMs).toISOString();

const webhookView = ({ id, url, events, createdAt }: Webhook): WebhookView => ({
  id,
  url,
  events: [...events],
  created_at: isoTime(createdAt),
});

const deliveryView = (delivery: Delivery): DeliveryView => ({
  id: delivery.id,
  generation_id: delivery.generationId,
  type: delivery.type,
  url: delivery.url,
  status: delivery.status,
  tries: delivery.tries.map(({ at, status = null, error = null }) => ({ at: isoTime(at), status, error })),
  next_try_at: delivery.nextTryAt === undefined ? null : isoTime(delivery.nextTryAt),
  created_at: isoTime(delivery.createdAt),
});
