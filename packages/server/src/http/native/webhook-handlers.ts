import { ROUTES } from "@kinora/contract";
import { parseWith } from "../parse-with.ts";
import type { RouteHandler } from "./route-handlers.ts";

/** 201: with the secret, which is shown this once. */
export const createWebhookHandler: RouteHandler<"createWebhook"> = async ({ context, caller, request, reply }) => {
  const made = await context.webhooks.create(caller, parseWith(ROUTES.createWebhook.body, request.body));
  void reply.code(201).header("cache-control", "no-store");
  return made;
};

export const listWebhooksHandler: RouteHandler<"listWebhooks"> = async ({ context, caller }) => ({
  data: await context.webhooks.list(caller),
});

export const deleteWebhookHandler: RouteHandler<"deleteWebhook"> = async ({ context, caller, params }) => {
  await context.webhooks.remove(caller, params.id);
  return { id: params.id, deleted: true };
};

/** 201: the secret is shown this once. */
export const makeDefaultSecretHandler: RouteHandler<"makeDefaultSecret"> = async ({ context, caller, reply }) => {
  const secret = await context.webhooks.makeDefaultSecret(caller);
  void reply.code(201).header("cache-control", "no-store");
  return { secret };
};

export const rotateWebhookSecretHandler: RouteHandler<"rotateWebhookSecret"> = async (call) => {
  const secret = await call.context.webhooks.rotateSecret(call.caller, call.params.id);
  void call.reply.header("cache-control", "no-store");
  return { secret };
};

/** What was sent, and every try. */
export const listDeliveriesHandler: RouteHandler<"listDeliveries"> = ({ context, caller, params, query }) =>
  context.webhooks.deliveries(caller, params.id, query);

/** 202: what was chosen is due now. */
export const redeliverHandler: RouteHandler<"redeliver"> = async ({ context, caller, params, request, reply }) => {
  const { delivery } = parseWith(ROUTES.redeliver.body, request.body ?? {});
  const redelivering = await context.webhooks.redeliver(caller, params.id, delivery);
  void reply.code(202);
  return { redelivering };
};
