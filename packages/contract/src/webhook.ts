import { z } from "zod";

/** What a webhook can be told of: that nothing more happens by itself to a generation. */
export const WEBHOOK_EVENTS = [
  "generation.succeeded",
  "generation.failed",
  "generation.cancelled",
  "generation.expired",
  "generation.needs_review",
] as const;
export type WebhookEvent = (typeof WEBHOOK_EVENTS)[number];

const webhookUrl = z
  .url({ protocol: /^https?$/u, error: "give an address such as https://example.com/hook" })
  .max(2048);

export const webhookRequestSchema = z.strictObject({
  url: webhookUrl,
  /** All of them where nothing is said. */
  events: z.array(z.enum(WEBHOOK_EVENTS)).min(1).optional(),
});
export type WebhookRequest = z.infer<typeof webhookRequestSchema>;

export const webhookViewSchema = z.strictObject({
  id: z.string(),
  url: z.string(),
  events: z.array(z.enum(WEBHOOK_EVENTS)),
  created_at: z.string(),
});
export type WebhookView = z.infer<typeof webhookViewSchema>;

/** A secret as Standard Webhooks writes it: `whsec_` and base64. It is shown this once. */
export const webhookSecretSchema = z.strictObject({ secret: z.string() });
export const newWebhookSchema = webhookViewSchema.extend({ secret: z.string() });
export const webhookRemovedSchema = z.strictObject({ id: z.string(), deleted: z.literal(true) });

export const deliveryViewSchema = z.strictObject({
  /** Also the header `webhook-id`: the same on each try, and when it is sent again by hand. */
  id: z.string(),
  generation_id: z.string(),
  type: z.enum(WEBHOOK_EVENTS),
  url: z.string(),
  status: z.enum(["pending", "delivered", "failed"]),
  tries: z.array(
    z.strictObject({
      at: z.string(),
      /** What the receiver answered; null where it did not. */
      status: z.int().nullable(),
      error: z.string().nullable(),
    }),
  ),
  next_try_at: z.string().nullable(),
  created_at: z.string(),
});
export type DeliveryView = z.infer<typeof deliveryViewSchema>;

/** Without an id: everything that has failed. */
export const redeliverSchema = z.strictObject({ delivery: z.string().max(64).optional() });
