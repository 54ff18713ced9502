import { Failure, WEBHOOK_EVENTS } from "@kinora/contract";
import type { Delivery, DeliveryOwner, GenerationId, WebhookStore } from "@kinora/domain";
import type { Insertable, Kysely, Selectable, SelectQueryBuilder } from "kysely";
import { z } from "zod";
import type { Tables, WebhookDeliveriesTable } from "./tables.ts";

type DeliveryQuestions = Pick<
  WebhookStore,
  | "webhookCursor"
  | "saveDeliveries"
  | "updateDelivery"
  | "deliveries"
  | "delivery"
  | "failedDeliveries"
  | "dueDeliveries"
  | "nextDeliveryAt"
  | "forgetDeliveries"
>;

const triesSchema = z.array(
  z.object({
    at: z.number(),
    status: z
      .int()
      .optional()
      .transform((value) => value),
    error: z
      .string()
      .optional()
      .transform((value) => value),
  }),
);

const deliveryOf = (row: Selectable<WebhookDeliveriesTable>): Delivery => ({
  id: row.id,
  webhookId: row.webhook_id === "" ? undefined : row.webhook_id,
  callerId: row.caller_id,
  generationId: row.generation_id as GenerationId,
  eventId: row.event_id,
  type: z.enum(WEBHOOK_EVENTS).parse(row.type),
  url: row.url,
  body: row.body,
  status: z.enum(["pending", "delivered", "failed"]).parse(row.status),
  tries: triesSchema.parse(JSON.parse(row.tries)),
  round: row.round,
  nextTryAt: row.next_try_at ?? undefined,
  createdAt: row.created_at,
});

type Progress = Pick<Insertable<WebhookDeliveriesTable>, "status" | "tries" | "round" | "next_try_at">;

/** What changes with a try. */
const progressOf = ({ status, tries, round, nextTryAt }: Delivery): Progress => ({
  status,
  tries: JSON.stringify(tries),
  round,
  next_try_at: nextTryAt ?? null,
});

const rowOf = (delivery: Delivery): Insertable<WebhookDeliveriesTable> => ({
  id: delivery.id,
  webhook_id: delivery.webhookId ?? "",
  caller_id: delivery.callerId,
  generation_id: delivery.generationId,
  event_id: delivery.eventId,
  type: delivery.type,
  url: delivery.url,
  body: delivery.body,
  created_at: delivery.createdAt,
  ...progressOf(delivery),
});

const webhookCursor = async (database: Kysely<Tables>): Promise<number> => {
  const row = await database.selectFrom("webhook_cursor").select("event_id").executeTakeFirstOrThrow();
  return row.event_id;
};

const saveDeliveries = (database: Kysely<Tables>, deliveries: readonly Delivery[], cursor: number): Promise<void> =>
  database.transaction().execute(async (transaction) => {
    for (const delivery of deliveries) {
      await transaction
        .insertInto("webhook_deliveries")
        .values(rowOf(delivery))
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
    await transaction.updateTable("webhook_cursor").set({ event_id: cursor }).where("event_id", "<", cursor).execute();
  });

const updateDelivery = async (database: Kysely<Tables>, delivery: Delivery): Promise<void> => {
  await database.updateTable("webhook_deliveries").set(progressOf(delivery)).where("id", "=", delivery.id).execute();
};

type Owned = SelectQueryBuilder<Tables, "webhook_deliveries", Selectable<WebhookDeliveriesTable>>;

const ofOwner = (database: Kysely<Tables>, { callerId, webhookId }: DeliveryOwner): Owned =>
  database
    .selectFrom("webhook_deliveries")
    .selectAll()
    .where("caller_id", "=", callerId)
    .where("webhook_id", "=", webhookId ?? "");

const afterCursor = (cursor: string): number => {
  if (/^\d{1,15}$/u.test(cursor)) return Number(cursor);
  throw new Failure("bad_request", { detail: "That cursor is none of this server's: start again without one." });
};

const list = async (
  database: Kysely<Tables>,
  owner: DeliveryOwner,
  { limit, cursor }: Parameters<WebhookStore["deliveries"]>[1],
): ReturnType<WebhookStore["deliveries"]> => {
  const all = ofOwner(database, owner)
    .orderBy("sequence", "desc")
    .limit(limit + 1);
  const rows = await (cursor === undefined ? all : all.where("sequence", "<", afterCursor(cursor))).execute();
  const page = rows.slice(0, limit);
  const nextCursor = rows.length > limit ? String(page.at(-1)?.sequence) : undefined;
  return { deliveries: page.map(deliveryOf), nextCursor };
};

const dueDeliveries = async (
  database: Kysely<Tables>,
  { nowMs, limit, exceptUrls }: Parameters<WebhookStore["dueDeliveries"]>[0],
): Promise<readonly Delivery[]> => {
  const due = database.selectFrom("webhook_deliveries").selectAll().where("next_try_at", "<=", nowMs);
  const open = exceptUrls.length === 0 ? due : due.where("url", "not in", exceptUrls);
  const rows = await open.orderBy("next_try_at").limit(limit).execute();
  return rows.map(deliveryOf);
};

const nextDeliveryAt = async (database: Kysely<Tables>, afterMs: number): Promise<number | undefined> => {
  const row = await database
    .selectFrom("webhook_deliveries")
    .select(({ fn }) => fn.min<number | null>("next_try_at").as("at"))
    .where("next_try_at", ">", afterMs)
    .executeTakeFirst();
  return row?.at ?? undefined;
};

const forgetDeliveries = async (database: Kysely<Tables>, beforeMs: number): Promise<void> => {
  await database
    .deleteFrom("webhook_deliveries")
    .where("created_at", "<", beforeMs)
    .where("next_try_at", "is", null)
    .execute();
};

/** What is to be told, and what became of it. */
export const deliveryQuestions = (database: Kysely<Tables>): DeliveryQuestions => ({
  webhookCursor: () => webhookCursor(database),
  saveDeliveries: (deliveries, cursor) => saveDeliveries(database, deliveries, cursor),
  updateDelivery: (delivery) => updateDelivery(database, delivery),
  deliveries: (owner, query) => list(database, owner, query),
  delivery: async (owner, id) => {
    const row = await ofOwner(database, owner).where("id", "=", id).executeTakeFirst();
    return row && deliveryOf(row);
  },
  failedDeliveries: async (owner) => {
    const rows = await ofOwner(database, owner).where("status", "=", "failed").orderBy("sequence").execute();
    return rows.map(deliveryOf);
  },
  dueDeliveries: (query) => dueDeliveries(database, query),
  nextDeliveryAt: (afterMs) => nextDeliveryAt(database, afterMs),
  forgetDeliveries: (beforeMs) => forgetDeliveries(database, beforeMs),
});
