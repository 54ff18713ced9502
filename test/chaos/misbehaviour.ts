import type { Deed, RequestKind, Rule } from "../fake-upstream/index.ts";

const rule = (on: RequestKind, chance: number, does: Deed): Rule => ({ on, chance, does });

/**
 * All that the fake can do wrong, each as a share of the requests that no rule above it took. Left out are the fates that
 * never end by themselves within a day (`stuck`, and `odd`: a status that nobody knows), and films without end: each would
 * fill the disk to the cap (the providers' contract has them).
 */
export const EVERY_MISBEHAVIOUR: readonly Rule[] = [
  rule("submit", 0.03, { kind: "reset_before" }),
  rule("submit", 0.04, { kind: "reset_after" }),
  rule("submit", 0.005, { kind: "hang_before" }),
  rule("submit", 0.005, { kind: "hang_after" }),
  rule("submit", 0.03, { kind: "status_before", status: 503 }),
  rule("submit", 0.03, { kind: "status_after", status: 500 }),
  rule("submit", 0.01, { kind: "status_after", status: 408 }),
  rule("submit", 0.01, { kind: "garbage" }),
  rule("submit", 0.01, { kind: "truncated" }),
  rule("submit", 0.01, { kind: "empty" }),
  rule("submit", 0.1, { kind: "slow", ms: 400 }),
  rule("submit", 0.08, { kind: "refuse", why: "throttled", retryAfterSeconds: 1 }),
  rule("submit", 0.01, { kind: "refuse", why: "moderation" }),
  // Who named another model goes on with that one.
  rule("submit", 0.05, { kind: "refuse", why: "balance" }),
  rule("submit", 0.03, { kind: "refuse", why: "auth" }),
  rule("submit", 0.03, { kind: "fate", fate: "fails" }),
  rule("submit", 0.02, { kind: "fate", fate: "moderated" }),
  rule("submit", 0.03, { kind: "fate", fate: "lost" }),
  ...(["poll", "list"] as const).flatMap((on) => [
    rule(on, 0.05, { kind: "reset_before" }),
    rule(on, 0.05, { kind: "status_before", status: 500 }),
    rule(on, 0.05, { kind: "refuse", why: "throttled", retryAfterSeconds: 1 }),
    rule(on, 0.03, { kind: "garbage" }),
    rule(on, 0.03, { kind: "truncated" }),
    rule(on, 0.05, { kind: "slow", ms: 300 }),
    rule(on, 0.01, { kind: "echo" }),
    rule(on, 0.002, { kind: "hang_before" }),
  ]),
  rule("list", 0.1, { kind: "duplicate" }),
  rule("result", 0.08, { kind: "file", is: "cut_short" }),
  rule("result", 0.02, { kind: "file", is: "web_page" }),
  rule("result", 0.01, { kind: "file", is: "gone" }),
  rule("result", 0.01, { kind: "file", is: "expired" }),
  rule("result", 0.05, { kind: "status_before", status: 503 }),
  rule("result", 0.05, { kind: "reset_before" }),
  rule("result", 0.1, { kind: "slow", ms: 300 }),
];
