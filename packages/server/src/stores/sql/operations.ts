import type { JsonValue } from "@kinora/contract";
import type { Generation } from "@kinora/domain";
import type { Kysely, Transaction } from "kysely";
import { canonicalJson } from "../../app/canonical-json.ts";
import type { Tables } from "./tables.ts";

/** Notes whose an operation is, in the transaction that writes its row. Who has it first keeps it. */
export const noteOperation = async (transaction: Transaction<Tables>, generation: Generation): Promise<void> => {
  if (generation.status !== "running") return;
  await transaction
    .insertInto("operations")
    .values({
      provider: generation.provider,
      operation: canonicalJson(generation.operation),
      generation_id: generation.id,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

/** Those of a provider's operations that no generation has or had. */
export const unattachedOperations = async (
  database: Kysely<Tables>,
  provider: string,
  operations: readonly JsonValue[],
): Promise<readonly JsonValue[]> => {
  if (operations.length === 0) return [];
  const rows = await database
    .selectFrom("operations")
    .select("operation")
    .where("provider", "=", provider)
    .where("operation", "in", operations.map(canonicalJson))
    .execute();
  const attached = new Set(rows.map(({ operation }) => operation));
  return operations.filter((operation) => !attached.has(canonicalJson(operation)));
};
