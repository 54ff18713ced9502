import fc from "fast-check";
import { expect, test } from "vitest";
import type { GenerationEvent } from "./generation-event.ts";
import type { Generation } from "./generation.ts";
import { EVENTS, sampleIn } from "./generation.sample.ts";
import { isFinal } from "./is-final.ts";
import { ledgerMoves, type LedgerMove } from "./ledger.ts";
import { next } from "./next.ts";

interface Played {
  readonly generation: Generation;
  readonly moves: readonly LedgerMove[];
}

const play = (first: Generation, events: readonly GenerationEvent[]): Played => {
  let generation = first;
  const moves = events.flatMap((given, index) => {
    const attempt = { id: `att-${index}`, number: generation.attempts + 1, sendBefore: 9 };
    const event = given.type === "submit_intended" ? { ...given, attempt } : given;
    const transition = next(generation, event, index);
    if (transition.kind === "ignored") return [];
    const before = generation;
    generation = transition.generation;
    return ledgerMoves(before, generation, event);
  });
  return { generation, moves };
};

const costOf = (names: readonly (keyof typeof EVENTS)[], facts: Partial<Generation> = {}): unknown[] => {
  const first = sampleIn("queued", { billing: "on_success", estimateMicroUsd: 500_000, ...facts });
  const { generation, moves } = play(
    first,
    names.map((name) => EVENTS[name]),
  );
  const { heldMicroUsd, settledMicroUsd } = generation.cost ?? {};
  return [moves.map(({ kind }) => kind).join(" "), heldMicroUsd, settledMicroUsd];
};

test.each([
  [["submit_intended"], ["hold", 500_000, undefined]],
  [
    ["submit_intended", "submit_rejected"],
    ["hold release", 0, 0],
  ],
  [
    ["submit_intended", "submit_postponed"],
    ["hold release", 0, 0],
  ],
  [
    ["submit_intended", "submit_absent"],
    ["hold release", 0, 0],
  ],
  [
    ["submit_intended", "submit_unknown"],
    ["hold", 500_000, undefined],
  ],
  [
    ["submit_intended", "submit_unknown", "given_up"],
    ["hold settle", 0, 500_000],
  ],
  [
    ["submit_intended", "submit_unknown", "attached", "provider_done"],
    ["hold settle", 0, 500_000],
  ],
  [
    ["submit_intended", "submit_unknown", "resubmit_asked", "submit_intended"],
    ["hold settle hold", 500_000, 500_000],
  ],
  [
    ["submit_intended", "submit_accepted", "provider_done", "result_unusable"],
    ["hold settle", 0, 500_000],
  ],
  [
    ["submit_intended", "submit_accepted", "provider_failed"],
    ["hold release", 0, 0],
  ],
  [
    ["submit_intended", "submit_accepted", "provider_forgot"],
    ["hold settle", 0, 500_000],
  ],
  [
    ["submit_intended", "submit_accepted", "cancel_asked", "provider_cancelled"],
    ["hold settle", 0, 500_000],
  ],
] as const)("after %j the ledger says %j", (names, cost) => {
  expect(costOf(names)).toEqual(cost);
});

test("work that is billed by the submit is settled though it fails", () => {
  const names = ["submit_intended", "submit_accepted", "provider_failed"] as const;
  expect(costOf(names, { billing: "on_submit" })).toEqual(["hold settle", 0, 500_000]);
});

test("a cancel that the provider says it does not bill releases the hold", () => {
  const told: GenerationEvent = { type: "cancel_told", answer: { stops: true, billing: "not_billed" } };
  const { submit_intended, submit_accepted, cancel_asked, provider_cancelled } = EVENTS;
  const first = sampleIn("queued", { estimateMicroUsd: 7 });
  const { moves } = play(first, [submit_intended, submit_accepted, cancel_asked, told, provider_cancelled]);
  expect(moves.map(({ kind }) => kind)).toEqual(["hold", "release"]);
});

test("what the provider reports is settled, in its own currency too", () => {
  const billed = { amount: 3.6, currency: "CNY", usd: 0.5056 };
  const done: GenerationEvent = { type: "provider_done", result: {}, billed };
  const first = sampleIn("queued", { estimateMicroUsd: 400_000 });
  const { generation } = play(first, [EVENTS.submit_intended, EVENTS.submit_accepted, done]);
  expect(generation.cost).toEqual({ heldMicroUsd: 0, settledMicroUsd: 505_600, native: "3.6 CNY" });
});

test("a price that nobody knows is settled as unknown, not as nothing", () => {
  const names = ["submit_intended", "submit_accepted", "provider_done"] as const;
  expect(costOf(names, { estimateMicroUsd: undefined })).toEqual(["hold settle", 0, undefined]);
});

test("free work has no ledger", () => {
  const names = ["submit_intended", "submit_accepted", "provider_done", "collected"] as const;
  expect(costOf(names, { billing: "free" })).toEqual(["", undefined, undefined]);
});

test("whatever happens, an attempt is held once and closed once, and nothing stays held at the end", () => {
  const anyHistory = fc.array(fc.constantFrom(...Object.values(EVENTS)), { maxLength: 40 });
  const property = fc.property(fc.constantFrom("on_success", "on_submit"), anyHistory, (billing, history) => {
    const { generation, moves } = play(sampleIn("queued", { billing, estimateMicroUsd: 500_000 }), history);
    const kindsOf = (id: string): string[] => moves.filter((one) => one.attemptId === id).map(({ kind }) => kind);
    for (const { attemptId } of moves)
      expect(["hold", "hold settle", "hold release"]).toContain(kindsOf(attemptId).join(" "));
    const held = moves.reduce((sum, move) => sum + move.heldMicroUsd, 0);
    expect(held).toBe(generation.cost?.heldMicroUsd ?? 0);
    if (isFinal(generation) || generation.status === "queued") expect(held).toBe(0);
  });
  fc.assert(property, { numRuns: 1_000, seed: 20_261_123 });
});
