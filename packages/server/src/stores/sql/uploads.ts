import type { ImageRef, UploadStore } from "@kinora/domain";
import type { Kysely } from "kysely";
import { readImage } from "../generation-record.ts";
import type { Tables } from "./tables.ts";

const keepUpload = async (database: Kysely<Tables>, callerId: string, row: UploadRow): Promise<void> => {
  await database
    .insertInto("uploads")
    .values({ caller_id: callerId, ...row })
    .onConflict((conflict) => conflict.columns(["caller_id", "sha256"]).doUpdateSet(row))
    .execute();
};

interface UploadRow {
  readonly sha256: string;
  readonly image: string;
  readonly used_at: number;
}

const rowOf = (image: ImageRef, nowMs: number): UploadRow => ({
  sha256: image.sha256,
  image: JSON.stringify(image),
  used_at: nowMs,
});

/** Each note is a wait for the disk. */
const USE_NOTED_EVERY_MS = 60_000;

const useUpload = async (
  database: Kysely<Tables>,
  { callerId, sha256, nowMs }: { callerId: string; sha256: string; nowMs: number },
): Promise<ImageRef | undefined> => {
  const row = await database
    .selectFrom("uploads")
    .select(["image", "used_at"])
    .where("caller_id", "=", callerId)
    .where("sha256", "=", sha256)
    .executeTakeFirst();
  if (row !== undefined && row.used_at < nowMs - USE_NOTED_EVERY_MS) {
    await database
      .updateTable("uploads")
      .set({ used_at: nowMs })
      .where("caller_id", "=", callerId)
      .where("sha256", "=", sha256)
      .execute();
  }
  return row && readImage(row.image);
};

const forgetUploads = async (database: Kysely<Tables>, unusedSinceMs: number): Promise<void> => {
  await database
    .deleteFrom("uploads")
    .where("used_at", "<", unusedSinceMs)
    .where("sha256", "not in", database.selectFrom("blob_references").select("sha256"))
    .execute();
};

/** Pictures that were sent ahead. */
export const uploadQuestions = (database: Kysely<Tables>): UploadStore => ({
  keepUpload: (callerId, image, nowMs) => keepUpload(database, callerId, rowOf(image, nowMs)),
  useUpload: (callerId, sha256, nowMs) => useUpload(database, { callerId, sha256, nowMs }),
  forgetUploads: (unusedSinceMs) => forgetUploads(database, unusedSinceMs),
});
