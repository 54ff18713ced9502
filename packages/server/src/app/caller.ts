import type { Scope } from "@kinora/contract";
import type { Audience } from "@kinora/domain";

declare const authorized: unique symbol;

/** Somebody who was let in. Only `http/authorize.ts` makes one, so whoever demands a Caller demands the check. */
export interface Caller {
  readonly id: string;
  readonly scopes: readonly Scope[];
  /** Sees the generations of all. */
  readonly isAdmin: boolean;
  readonly [authorized]: true;
}

export const audienceOf = (caller: Caller): Audience => (caller.isAdmin ? { all: true } : { callerId: caller.id });
