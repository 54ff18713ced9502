import type { ActName, ActView, JsonObject } from "@kinora/contract";
import type { ActsQuery, AuditStore, Clock } from "@kinora/domain";

/** What is written down of an act. */
export interface NotedAct {
  readonly actor: string;
  readonly address: string;
  readonly act: ActName;
  readonly subject?: string | undefined;
  readonly detail?: JsonObject;
}

export interface AuditLog {
  note(act: NotedAct): Promise<void>;
  /** The newest first, with the cursor of the next page. */
  list(query: ActsQuery): Promise<{ readonly data: ActView[]; readonly next_cursor: string | null }>;
}

const LONGEST_SUBJECT = 200;

/** Who did what, when and from where: in the store, so that all nodes write to one. */
export const openAuditLog = ({ store, clock }: { readonly store: AuditStore; readonly clock: Clock }): AuditLog => ({
  note: ({ actor, address, act, subject, detail = {} }) =>
    store.noteAct({ at: clock.now(), actor, address, act, subject: subject?.slice(0, LONGEST_SUBJECT), detail }),
  list: async (query) => {
    const acts = await store.acts({ ...query, limit: query.limit + 1 });
    const shown = acts.slice(0, query.limit);
    const data = shown.map(({ at, subject, ...act }) => ({
      ...act,
      at: new Date(at).toISOString(),
      subject: subject ?? null,
    }));
    return { data, next_cursor: acts.length > query.limit ? String(shown.at(-1)?.id) : null };
  },
});
