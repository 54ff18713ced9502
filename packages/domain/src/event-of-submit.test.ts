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

test("where another model may take over, try later is waited for no longer than a minute", () => {
  const busy = { code: "provider_busy", message: "Busy for a day.", providerCode: "429" } as const;
  const outcome = { kind: "try_later", afterMs: 9, limit: { forMs: 86_400_000, failure: busy } } as const;
  const other = {
    model: "m2",
    provider: "p",
    billing: "free",
    options: {},
    estimateMicroUsd: 0,
    warnings: [],
  } as const;
  const generation = { startedAt: 20_000, fallbacks: [other] };
  expect(eventOfSubmit(generation, outcome, 79_999)?.type).toBe("submit_postponed");
  expect(eventOfSubmit(generation, outcome, 80_000)).toEqual({
    type: "submit_rejected",
    failure: {
      code: "provider_busy",
      message: "The provider is at capacity. It was waited for no longer than a minute, since another model is named.",
      providerCode: "429",
    },
  });
  expect(eventOfSubmit({ ...generation, fallbacks: [] }, outcome, 80_000)?.type).toBe("submit_postponed");
});
