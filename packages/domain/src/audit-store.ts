import type { JsonObject } from "@kinora/contract";

/** What somebody did that an administrator may have to answer for. Never a secret. */
export interface Act {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** The caller's id: a key's, or `local` for who works on the machine itself. */
  readonly actor: string;
  /** Such as `key.created`. */
  readonly act: string;
  /** What it was done to: an id. */
  readonly subject: string | undefined;
  /** The network address that the request came from. */
  readonly address: string;
  readonly detail: JsonObject;
}

export interface ActsQuery {
  readonly beforeId?: number | undefined;
  readonly actor?: string | undefined;
  readonly act?: string | undefined;
  readonly limit: number;
}

/** The audit log: acts are only ever added. */
export interface AuditStore {
  noteAct(act: Act): Promise<void>;
  /** The newest first. */
  acts(query: ActsQuery): Promise<readonly (Act & { readonly id: number })[]>;
}
