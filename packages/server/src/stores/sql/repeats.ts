import type { Generation, RepeatClaim } from "@kinora/domain";
import type { Kysely, Transaction } from "kysely";
import { readGeneration } from "../generation-record.ts";
import type { Tables } from "./tables.ts";

/** Notes at which count a generation was made, in the transaction that writes its row. */
export const noteRepeat = async (
  transaction: Transaction<Tables>,
  generationId: string,
  { claim, at }: { claim: RepeatClaim; at: number },
): Promise<void> => {
  const { callerId, digest, repeat } = claim;
  await transaction
    .insertInto("repeats")
    .values({ generation_id: generationId, caller_id: callerId, digest, repeat, at })
    .execute();
};

/** The generation that the request before this one made, which is from now on this one's. */
export const claimRepeat = (
  database: Kysely<Tables>,
  { callerId, digest, repeat, since }: RepeatClaim,
  at: number,
): Promise<Generation | undefined> =>
  database.transaction().execute(async (transaction) => {
    const row = await transaction
      .selectFrom("repeats")
      .innerJoin("generations", "generations.id", "repeats.generation_id")
      .select(["generations.id", "state"])
      .where("repeats.caller_id", "=", callerId)
      .where("repeats.digest", "=", digest)
      .where("repeat", "=", repeat - 1)
      .where("at", ">=", since)
      .where("trashed_at", "is", null)
      .orderBy("generations.id", "desc")
      .limit(1)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const { numUpdatedRows } = await transaction
      .updateTable("repeats")
      .set({ repeat, at })
      .where("generation_id", "=", row.id)
      .where("repeat", "=", repeat - 1)
      .executeTakeFirst();
    return numUpdatedRows === 0n ? undefined : readGeneration(row.state);
  });
