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
  expect(eventOfSubmit(outcome, 20_000)).toEqual(event);
});
