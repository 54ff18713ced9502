import { NO_KEY_LIMITS, PRIORITIES, type KeyLimits, type Priority } from "@kinora/contract";
import { admissionRefusal, type AdmissionRefusal, boundsOf, type Generation, type PurseOfKey } from "@kinora/domain";
import { type Kysely, sql, type Transaction } from "kysely";
import { IS_OPEN } from "./open-generations.ts";
import type { Tables } from "./tables.ts";

/** The limits of a row; those that an older process did not know are none. */
export const readLimits = (text: string): KeyLimits => ({
  ...NO_KEY_LIMITS,
  ...(JSON.parse(text) as Partial<KeyLimits>),
});

export const readPriority = (text: string): Priority => PRIORITIES.find((one) => one === text) ?? "normal";

const settled = async (database: Kysely<Tables>, callerId: string, sinceMs: number): Promise<number> => {
  const row = await database
    .selectFrom("ledger")
    .select(({ fn }) => fn.sum<number | string | null>("settled_micro_usd").as("sum"))
    .where("caller_id", "=", callerId)
    .where("at", ">=", sinceMs)
    .executeTakeFirst();
  return Number(row?.sum ?? 0);
};

/** Only what has not ended holds anything: an attempt's rows sum up to nothing when it is settled or released. */
const held = async (database: Kysely<Tables>, callerId: string): Promise<number> => {
  const open = database
    .selectFrom("generations")
    .select("generations.id")
    .where(IS_OPEN)
    .where("generations.caller_id", "=", callerId);
  const row = await database
    .selectFrom("ledger")
    .select(({ fn }) => fn.sum<number | string | null>("held_micro_usd").as("sum"))
    .where("generation_id", "in", open)
    .executeTakeFirst();
  return Number(row?.sum ?? 0);
};

/** Of a caller's open generations: how many go by themselves, and what the waiting ones are expected to cost. */
const open = async (
  database: Kysely<Tables>,
  callerId: string,
): Promise<{ readonly underWay: number; readonly reservedMicroUsd: number }> => {
  const row = await database
    .selectFrom("generations")
    .select([
      sql<number | string | null>`sum(case when status = 'needs_review' then 0 else 1 end)`.as("underWay"),
      sql<number | string | null>`sum(case when status = 'queued' then estimate_micro_usd else 0 end)`.as("reserved"),
    ])
    .where(IS_OPEN)
    .where("caller_id", "=", callerId)
    .executeTakeFirst();
  return { underWay: Number(row?.underWay ?? 0), reservedMicroUsd: Number(row?.reserved ?? 0) };
};

const purse = async (
  database: Kysely<Tables>,
  { callerId, limits, nowMs }: { readonly callerId: string; readonly limits: KeyLimits; readonly nowMs: number },
): Promise<{ readonly purse: PurseOfKey; readonly underWay: number }> => {
  const { underWay, reservedMicroUsd } = await open(database, callerId);
  const settledMicroUsd = {
    day: await settled(database, callerId, boundsOf("day", nowMs).fromMs),
    month: await settled(database, callerId, boundsOf("month", nowMs).fromMs),
  };
  const heldMicroUsd = await held(database, callerId);
  return { purse: { limits, settledMicroUsd, heldMicroUsd, reservedMicroUsd }, underWay };
};

/** What a key may spend and has; undefined for who has no key. */
export const purseOf = async (
  database: Kysely<Tables>,
  callerId: string,
  nowMs: number,
): Promise<PurseOfKey | undefined> => {
  const key = await database.selectFrom("api_keys").select("limits").where("id", "=", callerId).executeTakeFirst();
  return key && (await purse(database, { callerId, limits: readLimits(key.limits), nowMs })).purse;
};

export interface Admission {
  readonly priority: Priority;
  readonly refusal: AdmissionRefusal | undefined;
}

/**
 * Whether the key of a new generation's caller lets it in, in the transaction that writes it. A key with limits is written to
 * first: of two that come at once, the second looks when the first is committed.
 */
export const admit = async (
  transaction: Transaction<Tables>,
  generation: Generation,
  nowMs: number,
): Promise<Admission> => {
  const { callerId } = generation;
  const key = await transaction.selectFrom("api_keys").select("priority").where("id", "=", callerId).executeTakeFirst();
  if (key === undefined) return { priority: "normal", refusal: undefined };
  const priority = readPriority(key.priority);
  const limited = await transaction
    .updateTable("api_keys")
    .set(({ eb }) => ({ admissions: eb("admissions", "+", 1) }))
    .where("id", "=", callerId)
    .where("limits", "<>", "{}")
    .returning("limits")
    .executeTakeFirst();
  if (limited === undefined) return { priority, refusal: undefined };
  const found = await purse(transaction, { callerId, limits: readLimits(limited.limits), nowMs });
  return { priority, refusal: admissionRefusal(generation, found.purse, found.underWay) };
};
