import { sql } from "kysely";
import type { Migration } from "../../sql/migration.ts";

const columns = [
  sql`alter table generations add column title text`,
  sql`alter table generations add column favourite integer not null default 0`,
  sql`alter table generations add column trashed_at integer`,
  sql`create index generations_by_trash on generations (trashed_at) where trashed_at is not null`,
];

const tags = [
  sql`
    create table generation_tags (
      generation_id text not null references generations (id),
      tag text not null,
      primary key (generation_id, tag)
    ) strict, without rowid`,
  sql`create index generation_tags_by_tag on generation_tags (tag, generation_id)`,
];

/** Which stored files a generation has; those of the rows that are there are found in their JSON. */
const blobReferences = [
  sql`
    create table blob_references (
      sha256 text not null,
      generation_id text not null references generations (id),
      primary key (sha256, generation_id)
    ) strict, without rowid`,
  sql`create index blob_references_by_generation on blob_references (generation_id)`,
  sql`
    insert or ignore into blob_references
    select json_extract(state, '$.image.sha256'), id from generations`,
  sql`
    insert or ignore into blob_references
    select json_extract(state, '$.lastImage.sha256'), id from generations
    where json_extract(state, '$.lastImage.sha256') is not null`,
  sql`
    insert or ignore into blob_references
    select json_extract(artifact.value, '$.sha256'), generations.id from generations, json_each(state, '$.artifacts') as artifact
    where status = 'succeeded'`,
];

/** The ledger and the operations outlive the generation that they speak of: they are written anew without the tie to it. */
const ledger = [
  sql`
    create table ledger_untied (
      id integer primary key autoincrement,
      generation_id text not null,
      attempt_id text not null,
      kind text not null,
      provider text not null,
      model text not null,
      held_micro_usd integer not null,
      settled_micro_usd integer,
      basis text not null,
      native text,
      at integer not null
    ) strict`,
  sql`insert into ledger_untied select * from ledger`,
  sql`drop table ledger`,
  sql`alter table ledger_untied rename to ledger`,
  sql`create unique index ledger_by_attempt on ledger (generation_id, attempt_id, kind)`,
  sql`create index ledger_by_time on ledger (at)`,
];

const operations = [
  sql`
    create table operations_untied (
      provider text not null,
      operation text not null,
      generation_id text not null,
      primary key (provider, operation)
    ) strict, without rowid`,
  sql`insert into operations_untied select * from operations`,
  sql`drop table operations`,
  sql`alter table operations_untied rename to operations`,
  sql`create index operations_by_generation on operations (generation_id)`,
];

export const trashTables: Migration = {
  version: 4,
  name: "trash",
  up: async (database) => {
    for (const statement of [...columns, ...tags, ...blobReferences, ...ledger, ...operations]) {
      await statement.execute(database);
    }
  },
};
