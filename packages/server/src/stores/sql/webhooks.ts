import { WEBHOOK_EVENTS } from "@kinora/contract";
import type { SigningSecret, Webhook, WebhookStore } from "@kinora/domain";
import type { Kysely, Selectable } from "kysely";
import { z } from "zod";
import type { SigningSecretsTable, Tables, WebhooksTable } from "./tables.ts";

type WebhookQuestions = Pick<
  WebhookStore,
  "saveWebhook" | "webhooks" | "removeWebhook" | "signingSecret" | "saveSigningSecret"
>;

const eventsSchema = z.array(z.enum(WEBHOOK_EVENTS));

const webhookOf = (row: Selectable<WebhooksTable>): Webhook => ({
  id: row.id,
  callerId: row.caller_id,
  url: row.url,
  events: eventsSchema.parse(JSON.parse(row.events)),
  createdAt: row.created_at,
  beginsAfter: row.begins_after,
});

const saveWebhook = async (database: Kysely<Tables>, webhook: Webhook): Promise<void> => {
  const { id, callerId, url, events, createdAt, beginsAfter } = webhook;
  const row = { id, caller_id: callerId, url, events: JSON.stringify(events) };
  await database
    .insertInto("webhooks")
    .values({ ...row, created_at: createdAt, begins_after: beginsAfter })
    .execute();
};

const webhooks = async (database: Kysely<Tables>, callerId: string): Promise<readonly Webhook[]> => {
  const rows = await database
    .selectFrom("webhooks")
    .selectAll()
    .where("caller_id", "=", callerId)
    .orderBy("created_at", "desc")
    .orderBy("id")
    .execute();
  return rows.map(webhookOf);
};

const removeWebhook = (database: Kysely<Tables>, id: string): Promise<void> =>
  database.transaction().execute(async (transaction) => {
    await transaction.deleteFrom("webhook_deliveries").where("webhook_id", "=", id).execute();
    await transaction.deleteFrom("signing_secrets").where("owner", "=", id).execute();
    await transaction.deleteFrom("webhooks").where("id", "=", id).execute();
  });

const secretOf = (row: Selectable<SigningSecretsTable>): SigningSecret => {
  const { previous_master_key_id: masterKeyId, previous_sealed: sealed, previous_until: until } = row;
  const hasPrevious = masterKeyId !== null && sealed !== null && until !== null;
  return {
    current: { masterKeyId: row.master_key_id, sealed: row.sealed },
    previous: hasPrevious ? { masterKeyId, sealed, until } : undefined,
  };
};

const signingSecret = async (database: Kysely<Tables>, owner: string): Promise<SigningSecret | undefined> => {
  const row = await database.selectFrom("signing_secrets").selectAll().where("owner", "=", owner).executeTakeFirst();
  return row && secretOf(row);
};

const saveSigningSecret = async (
  database: Kysely<Tables>,
  owner: string,
  { current, previous }: SigningSecret,
): Promise<void> => {
  const row = {
    master_key_id: current.masterKeyId,
    sealed: current.sealed,
    previous_master_key_id: previous?.masterKeyId ?? null,
    previous_sealed: previous?.sealed ?? null,
    previous_until: previous?.until ?? null,
  };
  await database
    .insertInto("signing_secrets")
    .values({ owner, ...row })
    .onConflict((conflict) => conflict.column("owner").doUpdateSet(row))
    .execute();
};

/** Who is told, and what signs it. */
export const webhookQuestions = (database: Kysely<Tables>): WebhookQuestions => ({
  saveWebhook: (webhook) => saveWebhook(database, webhook),
  webhooks: (callerId) => webhooks(database, callerId),
  removeWebhook: (id) => removeWebhook(database, id),
  signingSecret: (owner) => signingSecret(database, owner),
  saveSigningSecret: (owner, secret) => saveSigningSecret(database, owner, secret),
});
