import type { Clock, Generation, IdempotencyClaim, InsertOutcome, LogEntry, RepeatClaim } from "@kinora/domain";
import type { Kysely, Transaction } from "kysely";
import { readGeneration } from "../generation-record.ts";
import { admit } from "./admission.ts";
import { noteBlobs } from "./blob-references.ts";
import { noteRepeat } from "./repeats.ts";
import { rowOf } from "./rows.ts";
import type { Tables } from "./tables.ts";
import { nextTurn } from "./turns.ts";

/** Adds entries to the event log, in the transaction that writes the row they speak of. */
export const appendEntries = async (
  transaction: Transaction<Tables>,
  generationId: string,
  { entries, at }: { entries: readonly LogEntry[]; at: number },
): Promise<void> => {
  if (entries.length === 0) return;
  const rows = entries.map(({ type, data }) => ({ generation_id: generationId, type, at, data: JSON.stringify(data) }));
  await transaction.insertInto("generation_events").values(rows).execute();
};

/** The generation that has a key already, with the digest that it was claimed with. */
export const claimedBefore = async (
  transaction: Kysely<Tables>,
  claim: Pick<IdempotencyClaim, "callerId" | "key">,
): Promise<Extract<InsertOutcome, { kind: "claimed" }> | undefined> => {
  const row = await transaction
    .selectFrom("idempotency_keys")
    .innerJoin("generations", "generations.id", "idempotency_keys.generation_id")
    .select(["idempotency_keys.digest as claimDigest", "state"])
    .where("idempotency_keys.caller_id", "=", claim.callerId)
    .where("key", "=", claim.key)
    .executeTakeFirst();
  return row && { kind: "claimed", generation: readGeneration(row.state), digest: row.claimDigest };
};

const noteClaim = async (
  transaction: Transaction<Tables>,
  generationId: string,
  { claim, at }: { claim: IdempotencyClaim | RepeatClaim; at: number },
): Promise<void> => {
  if (!("key" in claim)) return noteRepeat(transaction, generationId, { claim, at });
  const { callerId, key, digest } = claim;
  await transaction
    .insertInto("idempotency_keys")
    .values({ caller_id: callerId, key, digest, generation_id: generationId, created_at: at })
    .execute();
};

interface NewGeneration {
  readonly generation: Generation;
  readonly entries: readonly LogEntry[];
  readonly claim: IdempotencyClaim | RepeatClaim | undefined;
}

/** A new row, its first log entries and its claim: all, or none when the key was claimed before or the caller's limits forbid it. */
export const insertGeneration = async (
  transaction: Transaction<Tables>,
  clock: Clock,
  { generation, entries, claim }: NewGeneration,
): Promise<InsertOutcome> => {
  const before = claim !== undefined && "key" in claim ? await claimedBefore(transaction, claim) : undefined;
  if (before !== undefined) return before;
  const at = clock.now();
  const { priority, refusal } = await admit(transaction, generation, at);
  if (refusal !== undefined) return { kind: "refused", refusal };
  const turn = await nextTurn(transaction, { place: generation, priority, nowMs: at });
  await transaction
    .insertInto("generations")
    .values({ ...rowOf(generation), turn })
    .execute();
  await noteBlobs(transaction, generation);
  if (claim !== undefined) await noteClaim(transaction, generation.id, { claim, at });
  await appendEntries(transaction, generation.id, { entries, at });
  return { kind: "inserted" };
};
