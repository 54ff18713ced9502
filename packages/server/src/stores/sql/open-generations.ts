import { sql, type SqlBool } from "kysely";

/**
 * Conditions in the very words of the partial indexes (migration 11): a database sees that an index answers a question only
 * where its words are in the question, not bound as values.
 */
export const IS_OPEN = sql<SqlBool>`status in ('queued', 'submitting', 'running', 'collecting', 'needs_review')`;
export const IS_QUEUED = sql<SqlBool>`status = 'queued'`;
