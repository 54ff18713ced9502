import type { Clock, Generation, LedgerMove, LogEntry } from "@kinora/domain";
import type { Transaction } from "kysely";
import { readPriority } from "./admission.ts";
import { appendEntries } from "./insert-generation.ts";
import { appendMoves } from "./money.ts";
import { noteOperation } from "./operations.ts";
import { noteBlobs } from "./blob-references.ts";
import { rowOf } from "./rows.ts";
import type { Tables } from "./tables.ts";
import { nextTurn } from "./turns.ts";

const addressArtifacts = async (transaction: Transaction<Tables>, generation: Generation): Promise<void> => {
  if (generation.status !== "succeeded" || generation.artifacts.length === 0) return;
  const rows = generation.artifacts.map(({ capability }) => ({ capability, generation_id: generation.id }));
  await transaction
    .insertInto("artifact_addresses")
    .values(rows)
    .onConflict((conflict) => conflict.column("capability").doNothing())
    .execute();
};

const writeTags = async (transaction: Transaction<Tables>, { id, labels }: Generation): Promise<void> => {
  if (labels === undefined) return;
  await transaction.deleteFrom("generation_tags").where("generation_id", "=", id).execute();
  const rows = labels.tags.map((tag) => ({ generation_id: id, tag }));
  if (rows.length > 0) await transaction.insertInto("generation_tags").values(rows).execute();
};

/** A generation that another provider's model takes over joins the end of its caller's there. */
const newTurn = async (
  transaction: Transaction<Tables>,
  generation: Generation,
  nowMs: number,
): Promise<{ readonly turn?: number }> => {
  if (generation.status !== "queued") return {};
  const { id, callerId, provider } = generation;
  const left = await transaction
    .selectFrom("generations")
    .leftJoin("api_keys", "api_keys.id", "generations.caller_id")
    .select("api_keys.priority")
    .where("generations.id", "=", id)
    .where("provider", "<>", provider)
    .executeTakeFirst();
  if (left === undefined) return {};
  const priority = readPriority(left.priority ?? "normal");
  return { turn: await nextTurn(transaction, { place: { callerId, provider }, priority, nowMs }) };
};

interface Saving {
  readonly generation: Generation;
  readonly entries: readonly LogEntry[];
  readonly moves: readonly LedgerMove[];
}

/**
 * Writes the row if the stored version is the one before it, with its log entries, its artifacts' addresses, its tags, its
 * operation and what moved in its ledger.
 */
export const saveGeneration = async (
  transaction: Transaction<Tables>,
  clock: Clock,
  { generation, entries, moves }: Saving,
): Promise<boolean> => {
  const { id, ...row } = rowOf(generation);
  const columns = { ...row, ...(await newTurn(transaction, generation, clock.now())) };
  const { numUpdatedRows } = await transaction
    .updateTable("generations")
    .set(columns)
    .where("id", "=", id)
    .where("version", "=", generation.version - 1)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return false;
  await addressArtifacts(transaction, generation);
  await writeTags(transaction, generation);
  await noteBlobs(transaction, generation);
  await noteOperation(transaction, generation);
  await appendMoves(transaction, generation, { moves, at: clock.now() });
  await appendEntries(transaction, id, { entries, at: clock.now() });
  return true;
};
