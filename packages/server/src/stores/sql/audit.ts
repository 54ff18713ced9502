import type { JsonObject } from "@kinora/contract";
import type { AuditStore } from "@kinora/domain";
import type { Kysely } from "kysely";
import type { Tables } from "./tables.ts";

/** Who did what. */
export const auditQuestions = (database: Kysely<Tables>): AuditStore => ({
  noteAct: async ({ at, actor, act, subject, address, detail }) => {
    const row = { at, actor, act, subject: subject ?? null, address, detail: JSON.stringify(detail) };
    await database.insertInto("audit_log").values(row).execute();
  },
  acts: async ({ beforeId, actor, act, limit }) => {
    const rows = await database
      .selectFrom("audit_log")
      .selectAll()
      .$if(beforeId !== undefined, (query) => query.where("id", "<", beforeId ?? 0))
      .$if(actor !== undefined, (query) => query.where("actor", "=", actor ?? ""))
      .$if(act !== undefined, (query) => query.where("act", "=", act ?? ""))
      .orderBy("id", "desc")
      .limit(limit)
      .execute();
    return rows.map(({ subject, detail, ...row }) => ({
      ...row,
      subject: subject ?? undefined,
      detail: JSON.parse(detail) as JsonObject,
    }));
  },
});
