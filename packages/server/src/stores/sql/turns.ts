import type { Priority } from "@kinora/contract";
import type { Generation } from "@kinora/domain";
import type { Transaction } from "kysely";
import { IS_OPEN, IS_QUEUED } from "./open-generations.ts";
import type { Tables } from "./tables.ts";

/** How far each generation of a caller moves its next one back in the queue. */
const STEPS = { high: 1, normal: 4, low: 16 } as const satisfies Record<Priority, number>;

type Place = Pick<Generation, "callerId" | "provider">;

const lastOwnTurn = async (transaction: Transaction<Tables>, { callerId, provider }: Place): Promise<number> => {
  const row = await transaction
    .selectFrom("generations")
    .select(({ fn }) => fn.max<number | null>("turn").as("turn"))
    .where(IS_OPEN)
    .where("caller_id", "=", callerId)
    .where("provider", "=", provider)
    .executeTakeFirst();
  return row?.turn ?? -Infinity;
};

/** The turn of who goes next; where nobody waits, of who went last. */
const turnOfNow = async (transaction: Transaction<Tables>, { provider }: Place, nowMs: number): Promise<number> => {
  const head = await transaction
    .selectFrom("generations")
    .select("turn")
    .where(IS_QUEUED)
    .where("provider", "=", provider)
    .where("wake_at", "<=", nowMs)
    .orderBy("turn")
    .orderBy("id")
    .limit(1)
    .executeTakeFirst();
  if (head !== undefined) return head.turn;
  const out = await transaction
    .selectFrom("generations")
    .select(({ fn }) => fn.max<number | null>("turn").as("turn"))
    .where("status", "in", ["submitting", "running"])
    .where("provider", "=", provider)
    .executeTakeFirst();
  return out?.turn ?? 0;
};

/**
 * The place of a generation that joins a provider's queue, by start-time fair queueing (Goyal, Vin and Cheng 1996): behind its
 * caller's own, and beside those who go now. So callers who wait at once go by turns, however much each has queued, and who
 * was idle saves nothing up. A priority is a share: nobody ever waits for all of another's.
 */
export const nextTurn = async (
  transaction: Transaction<Tables>,
  { place, priority, nowMs }: { readonly place: Place; readonly priority: Priority; readonly nowMs: number },
): Promise<number> => {
  const own = await lastOwnTurn(transaction, place);
  return Math.max(await turnOfNow(transaction, place, nowMs), own + STEPS[priority]);
};
