import { Failure } from "@kinora/contract";
import type { Clock } from "@kinora/domain";
import type { Kysely, RawBuilder } from "kysely";
import type { Migration } from "./migration.ts";
import type { Tables } from "./tables.ts";

const newestApplied = async (database: Kysely<Tables>): Promise<number> => {
  const row = await database
    .selectFrom("applied_migrations")
    .select(({ fn }) => fn.max<number | null>("version").as("version"))
    .executeTakeFirst();
  return row?.version ?? 0;
};

const apply = (database: Kysely<Tables>, migration: Migration, clock: Clock): Promise<void> =>
  database.transaction().execute(async (transaction) => {
    await migration.up(transaction);
    const { version, name } = migration;
    await transaction.insertInto("applied_migrations").values({ version, name, applied_at: clock.now() }).execute();
  });

/** The steps of one kind of database. */
export interface Schema {
  /** Makes the table `applied_migrations` where there is none. */
  readonly begin: RawBuilder<unknown>;
  readonly migrations: readonly Migration[];
}

/** Brings the schema up to date, each step all or nothing. A database of a newer Kinora is refused, unchanged. */
export const migrate = async (database: Kysely<Tables>, { begin, migrations }: Schema, clock: Clock): Promise<void> => {
  await begin.execute(database);
  const applied = await newestApplied(database);
  const known = Math.max(0, ...migrations.map(({ version }) => version));
  if (applied > known) {
    throw new Failure("database_too_new", {
      detail: `The database has schema version ${applied}, and this Kinora knows versions up to ${known}: start the newer Kinora that wrote it, or use another data folder.`,
    });
  }
  for (const migration of migrations) {
    if (migration.version > applied) await apply(database, migration, clock);
  }
};
