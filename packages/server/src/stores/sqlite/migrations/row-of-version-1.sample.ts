import type { Generation } from "@kinora/domain";
import type { Insertable } from "kysely";
import { rowOf } from "../../sql/rows.ts";
import type { GenerationsTable } from "../../sql/tables.ts";

/** For tests: the row that versions 1 to 3 of the schema have for a generation. */
export const rowOfVersion1 = (generation: Generation): Insertable<GenerationsTable> => {
  const row = rowOf(generation);
  delete row.title;
  delete row.favourite;
  delete row.trashed_at;
  delete row.estimate_micro_usd;
  return row;
};
