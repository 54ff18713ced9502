import type { Transaction } from "kysely";
import type { Tables } from "./tables.ts";

/**
 * One step of the schema. Expand, then contract: a step adds what the new code wants and leaves what the old code reads; a
 * later one takes away what nobody reads any more. A released step is never edited.
 */
export interface Migration {
  /** 1, 2, 3 … with no gap. */
  readonly version: number;
  readonly name: string;
  up(database: Transaction<Tables>): Promise<void>;
}
