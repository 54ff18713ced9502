import { expect, test } from "vitest";
import { eventOfSubmit } from "./event-of-submit.ts";
import { failure } from "./generation.sample.ts";

test.each([
  [
    { kind: "accepted", operation: 7, pollAfterMs: 500 },
    { type: "submit_accepted", operation: 7, pollAt: 20_500 },
  ],
  [
    { kind: "rejected", failure },
    { type: "submit_rejected", failure },
  ],
  [
    { kind: "try_later", afterMs: 9 },
    { type: "submit_postponed", until: 20_009 },
  ],
  [{ kind: "ambiguous", detail: "reset" }, undefined],
] as const)("%j means %j", (outcome, event) => {
  expect(eventOfSubmit({ startedAt: 20_000 }, outcome, 20_000)).toEqual(event);
});

test("what was done otherwise than asked is told with the acceptance", () => {
  const warnings = [{ option: "image", code: "scaled", message: "Smaller." }];
  expect(eventOfSubmit({ startedAt: 0 }, { kind: "accepted", operation: 7, pollAfterMs: 0, warnings }, 5)).toEqual({
    type: "submit_accepted",
    operation: 7,
    pollAt: 5,
    warnings,
  });
});

test("try later is tried until its limit, counted from the first start, and then it is a refusal", () => {
  const outcome = { kind: "try_later", afterMs: 9, limit: { forMs: 1_000, failure } } as const;
  expect(eventOfSubmit({ startedAt: 20_000 }, outcome, 20_999)?.type).toBe("submit_postponed");
  expect(eventOfSubmit({ startedAt: 20_000 }, outcome, 21_000)).toEqual({ type: "submit_rejected", failure });
});
