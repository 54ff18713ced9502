import type { Generation } from "@kinora/domain";
import type { Transaction } from "kysely";
import type { Tables } from "./tables.ts";

/** Notes which stored files a generation has, in the transaction that writes its row. */
export const noteBlobs = async (transaction: Transaction<Tables>, generation: Generation): Promise<void> => {
  const { image, fallbacks = [] } = generation;
  const pictures = [generation, ...fallbacks].map(({ lastImage = image }) => lastImage);
  const artifacts = generation.status === "succeeded" ? generation.artifacts : [];
  const digests = new Set([image, ...pictures, ...artifacts].map(({ sha256 }) => sha256));
  // Pictures are noted with the first row, artifacts with the last one.
  if (generation.version > 1 && artifacts.length === 0) return;
  await transaction
    .insertInto("blob_references")
    .values([...digests].map((sha256) => ({ sha256, generation_id: generation.id })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};
