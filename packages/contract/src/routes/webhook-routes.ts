import { z } from "zod";
import {
  deliveryViewSchema,
  newWebhookSchema,
  redeliverSchema,
  webhookRemovedSchema,
  webhookRequestSchema,
  webhookSecretSchema,
  webhookViewSchema,
} from "../webhook.ts";
import { ROUTE_ADDRESSES } from "../words/route-addresses.ts";
import { byId, type Route } from "./route.ts";

export const deliveriesQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(100).default(20),
  cursor: z.string().max(200).optional(),
});
export type DeliveriesQuery = z.infer<typeof deliveriesQuerySchema>;

/** Who is told when a generation has ended, in the format of Standard Webhooks. */
export const WEBHOOK_ROUTES = {
  createWebhook: {
    ...ROUTE_ADDRESSES.createWebhook,
    summary: "Have every end of your generations posted to an address; the secret that signs it is shown this once.",
    body: webhookRequestSchema,
    answer: newWebhookSchema,
    statuses: [201],
    act: "webhook.created",
    failures: ["bad_request", "bad_option", "webhook_url_forbidden", "master_key_unusable"],
  },
  listWebhooks: {
    ...ROUTE_ADDRESSES.listWebhooks,
    summary: "Your webhooks, newest first.",
    answer: z.strictObject({ data: z.array(webhookViewSchema) }),
    failures: [],
  },
  makeDefaultSecret: {
    ...ROUTE_ADDRESSES.makeDefaultSecret,
    summary:
      "Make the secret that signs what goes to the `webhook_url` of your requests, and show it this once. An earlier one signs beside it for a day.",
    answer: webhookSecretSchema,
    statuses: [201],
    failures: ["master_key_unusable"],
  },
  listDeliveries: {
    ...ROUTE_ADDRESSES.listDeliveries,
    summary: "What was sent and every try, newest first; the id `default` means the `webhook_url` of your requests.",
    params: byId,
    query: deliveriesQuerySchema,
    answer: z.strictObject({ data: z.array(deliveryViewSchema), next_cursor: z.string().nullable() }),
    failures: ["webhook_not_found", "bad_request", "bad_option"],
  },
  redeliver: {
    ...ROUTE_ADDRESSES.redeliver,
    summary: "Send a delivery again, or, without one named, all that have failed.",
    params: byId,
    body: redeliverSchema,
    answer: z.strictObject({ redelivering: z.int() }),
    statuses: [202],
    failures: ["webhook_not_found", "delivery_not_found", "bad_request", "bad_option"],
  },
  rotateWebhookSecret: {
    ...ROUTE_ADDRESSES.rotateWebhookSecret,
    summary: "Make a new secret and show it this once; the old one signs beside it for a day.",
    params: byId,
    answer: webhookSecretSchema,
    act: "webhook.secret_rotated",
    failures: ["webhook_not_found", "master_key_unusable"],
  },
  deleteWebhook: {
    ...ROUTE_ADDRESSES.deleteWebhook,
    summary: "Remove a webhook, with what was not delivered yet.",
    params: byId,
    answer: webhookRemovedSchema,
    act: "webhook.deleted",
    failures: ["webhook_not_found"],
  },
} as const satisfies Record<string, Route>;
