import { expect, test } from "vitest";
import { eventOfReconcile, type ReconcileCircumstances } from "./event-of-reconcile.ts";
import { sampleIn } from "./generation.sample.ts";

const submitting = sampleIn("submitting");
const review = sampleIn("needs_review");
const look = (now: number, absentBefore = 0): ReconcileCircumstances => ({ now, absentBefore });

test("a task that the list shows is running", () => {
  expect(eventOfReconcile(submitting, { kind: "found", operation: 1 }, look(12_000))).toEqual({
    kind: "event",
    event: { type: "submit_accepted", operation: 1, pollAt: 12_000 },
  });
});

test.each([
  ["the first time", look(99_000, 0), "look_again"],
  ["twice, before the list's delay has gone by", look(70_999, 1), "look_again"],
  ["twice, and the delay has gone by", look(71_000, 1), "event"],
  ["twice, before the provider's own delay", { ...look(15_999, 1), listingDelayMs: 5_000 }, "look_again"],
  ["twice, and the provider's own delay has gone by", { ...look(16_000, 1), listingDelayMs: 5_000 }, "event"],
])("a task that the list lacks %s", (_, circumstances, kind) => {
  expect(eventOfReconcile(submitting, { kind: "absent" }, circumstances).kind).toBe(kind);
});

test("a list that is unreadable is tried for two minutes after the deadline, then a person is asked and it is tried on for a day", () => {
  const unknown = { kind: "unknown", detail: "503" } as const;
  expect(eventOfReconcile(submitting, unknown, look(130_999))).toEqual({ kind: "look_again", at: 145_999 });
  expect(eventOfReconcile(submitting, unknown, look(131_000))).toEqual({
    kind: "event",
    event: { type: "submit_unknown", tried: ["503"], nextLookAt: 431_000 },
  });
  expect(eventOfReconcile(review, unknown, look(500_000))).toMatchObject({ event: { tried: ["the list", "503"] } });
  expect(eventOfReconcile(review, unknown, look(86_411_000))).toMatchObject({ event: { nextLookAt: undefined } });
});

test("free work starts again where its server never got it, or cannot be read for long: nobody is asked", () => {
  const free = { ...submitting, billing: "free" } as const;
  const unknown = { kind: "unknown", detail: "503" } as const;
  expect(eventOfReconcile(free, unknown, look(610_999)).kind).toBe("look_again");
  expect(eventOfReconcile(free, unknown, look(611_000))).toMatchObject({
    event: { type: "work_lost", failure: { message: expect.stringContaining("503") as unknown } },
  });
  expect(eventOfReconcile(free, { kind: "absent" }, look(71_000, 1))).toMatchObject({ event: { type: "work_lost" } });
});
