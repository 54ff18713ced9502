import type { Caller } from "../../app/caller.ts";
import type { HttpContext } from "../http-context.ts";

/** One session's worth of facts: who calls, and where links to this server begin. */
export interface ToolContext {
  readonly context: HttpContext;
  readonly caller: Caller;
  readonly baseUrl: string;
}

/** What the protocol hands to a tool beside its arguments. */
export interface ToolExtra {
  /** Aborted when the client gives the call up or goes away, and when the call has taken as long as one may. */
  readonly signal: AbortSignal;
  /** The latter alone: its reason is the failure to answer where nothing was accepted yet. */
  readonly deadline: AbortSignal;
  /** Tells the client how far the work is, where it asked to hear. */
  readonly progress: (share: number, message: string) => Promise<void>;
}

/** No call takes longer than 20 s, whatever the client's own limit is: longer work is asked for again by its id. */
export const LONGEST_CALL_SECONDS = 18;
/** Of that, what a client may ask to wait for the end; the rest is for fetching a picture. */
export const LONGEST_WAIT_SECONDS = 15;
export const USUAL_WAIT_SECONDS = 10;
