import type { Fate } from "./vendor.ts";

/** What a request is for, in every dialect. */
export type RequestKind = "submit" | "poll" | "list" | "cancel" | "upload" | "result" | "other";

/** A documented refusal, said in each dialect's own words. */
export type Refusal = "auth" | "balance" | "invalid" | "moderation" | "throttled" | "server_error";

/** How a request is mistreated. */
export type Deed =
  /** The connection breaks; the vendor did nothing. */
  | { readonly kind: "reset_before" }
  /** The vendor did it, and the connection breaks before its answer. */
  | { readonly kind: "reset_after" }
  /** The vendor did nothing, or did it, and never answers. */
  | { readonly kind: "hang_before" }
  | { readonly kind: "hang_after" }
  /** The vendor did it, and answers late. */
  | { readonly kind: "slow"; readonly ms: number }
  /** A bare status, and nothing was done, or it was done all the same. */
  | { readonly kind: "status_before"; readonly status: number }
  | { readonly kind: "status_after"; readonly status: number }
  /** It was done, and the answer is a 200 that is no JSON, half of its JSON, or JSON that says nothing. */
  | { readonly kind: "garbage" }
  | { readonly kind: "truncated" }
  | { readonly kind: "empty" }
  /** In the vendor's words; under another status where one is given. */
  | { readonly kind: "refuse"; readonly why: Refusal; readonly retryAfterSeconds?: number; readonly status?: number }
  /** Submits only: accepted, with this fate. */
  | { readonly kind: "fate"; readonly fate: Fate }
  /** Lists only: each task twice. */
  | { readonly kind: "duplicate" }
  /** A refusal that repeats all headers of the request, the key among them. */
  | { readonly kind: "echo" }
  /** Films only. */
  | { readonly kind: "file"; readonly is: "cut_short" | "endless" | "web_page" | "gone" | "expired" };

export interface Rule {
  readonly on: RequestKind;
  readonly does: Deed;
  /** Only requests of this marker. */
  readonly marker?: string;
  readonly dialect?: string;
  /** How often; for ever when absent. */
  readonly times?: number;
  /** 0 to 1; always when absent. */
  readonly chance?: number;
}

interface Asked {
  readonly on: RequestKind;
  readonly marker: string;
  readonly dialect: string;
}

export interface Script {
  set(rules: readonly Rule[]): void;
  add(rule: Rule): void;
  /** What is done to this request: the first rule that holds; each use is counted. */
  deedFor(asked: Asked): Deed | undefined;
}

/** The same seed gives the same chances, in the order of the requests. */
export const createScript = (seed: number): Script => {
  let rules: { rule: Rule; left: number }[] = [];
  const chance = createChance(seed);
  const counted = (rule: Rule): (typeof rules)[number] => ({ rule, left: rule.times ?? Infinity });
  const holds = ({ rule, left }: (typeof rules)[number], { on, marker, dialect }: Asked): boolean =>
    left > 0 &&
    rule.on === on &&
    (rule.marker === undefined || rule.marker === marker) &&
    (rule.dialect === undefined || rule.dialect === dialect) &&
    (rule.chance === undefined || chance() < rule.chance);
  return {
    set: (given) => void (rules = given.map(counted)),
    add: (rule) => void rules.push(counted(rule)),
    deedFor: (asked) => {
      const found = rules.find((one) => holds(one, asked));
      if (found === undefined) return undefined;
      found.left -= 1;
      return found.rule.does;
    },
  };
};

/** Numbers from 0 to 1 (xorshift32; Marsaglia, Journal of Statistical Software 8, 2003). */
const createChance = (seed: number): (() => number) => {
  let state = Math.max(1, Math.floor(seed));
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
};
