import { Failure, type ListQuery } from "@kinora/contract";
import { type Audience, type ListWish, type Page, parseGenerationId } from "@kinora/domain";
import { type Expression, type ExpressionBuilder, type Kysely, sql, type SqlBool } from "kysely";
import { readGeneration } from "../generation-record.ts";
import type { Tables } from "./tables.ts";

type Builder = ExpressionBuilder<Tables, "generations">;

const afterCursor = (cursor: string): string => {
  const id = parseGenerationId(cursor);
  if (id !== undefined) return id;
  throw new Failure("bad_request", { detail: "That cursor is none of this server's: start again without one." });
};

/** `%` and `_` of the searched text stand for themselves. */
const likePattern = (text: string): string => `%${text.replaceAll(/[\\%_]/gu, String.raw`\$&`)}%`;

/** What the owner of a generation wrote on it, or did with it. */
const ownersConditions = (builder: Builder, query: ListQuery): Expression<SqlBool>[] => {
  const found: Expression<SqlBool>[] = [builder("trashed_at", query.trashed === true ? "is not" : "is", null)];
  if (query.favourite !== undefined) found.push(builder("favourite", "=", query.favourite ? 1 : 0));
  if (query.tag !== undefined) {
    const tagged = builder.selectFrom("generation_tags").select("generation_id").where("tag", "=", query.tag);
    found.push(builder("id", "in", tagged));
  }
  if (query.q !== undefined) {
    const pattern = likePattern(query.q.toLowerCase());
    found.push(sql<SqlBool>`(lower(prompt) like ${pattern} escape '\\' or lower(title) like ${pattern} escape '\\')`);
  }
  return found;
};

const isOldestFirst = ({ order }: ListWish): boolean => order === "oldest_first";

const conditions = (builder: Builder, query: ListWish, audience: Audience): Expression<SqlBool>[] => {
  const found: Expression<SqlBool>[] = [];
  if ("callerId" in audience) found.push(builder("caller_id", "=", audience.callerId));
  if (query.cursor !== undefined)
    found.push(builder("id", isOldestFirst(query) ? ">" : "<", afterCursor(query.cursor)));
  if (query.status !== undefined) found.push(builder("status", "=", query.status));
  if (query.model !== undefined) found.push(builder("model", "=", query.model));
  if (query.provider !== undefined) found.push(builder("provider", "=", query.provider));
  if (query.before !== undefined) found.push(builder("created_at", "<", Date.parse(query.before)));
  if (query.after !== undefined) found.push(builder("created_at", ">", Date.parse(query.after)));
  return [...found, ...ownersConditions(builder, query)];
};

/** The cursor is the last id of a page: newest first, a page stays what it was while new generations arrive. */
export const listGenerations = async (database: Kysely<Tables>, query: ListWish, audience: Audience): Promise<Page> => {
  const rows = await database
    .selectFrom("generations")
    .select("state")
    .where((builder) => builder.and(conditions(builder, query, audience)))
    .orderBy("id", isOldestFirst(query) ? "asc" : "desc")
    .limit(query.limit + 1)
    .execute();
  const generations = rows.slice(0, query.limit).map(({ state }) => readGeneration(state));
  return { generations, nextCursor: rows.length > query.limit ? generations.at(-1)?.id : undefined };
};
