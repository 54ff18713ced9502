import { expect, test } from "vitest";
import { eventOfPoll } from "./event-of-poll.ts";
import { failure, sampleIn } from "./generation.sample.ts";

const at = { now: 20_000, rng: () => 0, retentionMs: undefined };

const running = sampleIn("running");

test.each([
  [
    { kind: "running", progress: 3, pollAfterMs: 50 },
    { type: "progressed", progress: 3, stage: undefined, pollAt: 20_050 },
  ],
  [
    { kind: "done", result: "r" },
    { type: "provider_done", result: "r" },
  ],
  [
    { kind: "failed", failure },
    { type: "provider_failed", failure },
  ],
  [{ kind: "cancelled" }, { type: "provider_cancelled" }],
  [
    { kind: "no_answer", detail: "503" },
    { type: "poll_failed", pollAt: 22_000 },
  ],
] as const)("%j means %j", (outcome, event) => {
  expect(eventOfPoll(running, outcome, at)).toEqual(event);
});

test("a provider that says how long to wait is not asked earlier", () => {
  const waits = { kind: "no_answer", detail: "429", afterMs: 30_000 } as const;
  expect(eventOfPoll(running, waits, at)).toEqual({ type: "poll_failed", pollAt: 50_000 });
  expect(eventOfPoll(running, { ...waits, afterMs: 1 }, at)).toEqual({ type: "poll_failed", pollAt: 22_000 });
});

test("a task that the provider does not know, three times in a row: paid work has expired", () => {
  const after = (pollFailures: number): string =>
    eventOfPoll({ ...running, pollFailures }, { kind: "forgotten" }, at).type;
  expect([after(0), after(1), after(2)]).toEqual(["poll_failed", "poll_failed", "provider_forgot"]);
});

test("a task that the provider does not know: free work is lost at once and may start again", () => {
  expect(eventOfPoll(sampleIn("running", { billing: "free" }), { kind: "forgotten" }, at).type).toBe("work_lost");
});

test("work that still runs when its provider keeps nothing of it any more has expired", () => {
  const runs = { kind: "running", progress: 3, pollAfterMs: 50 } as const;
  expect(eventOfPoll(running, runs, { ...at, retentionMs: 9_000 }).type).toBe("progressed");
  expect(eventOfPoll(running, runs, { ...at, now: 20_001, retentionMs: 9_000 }).type).toBe("provider_forgot");
});

test("no answer until after the provider has forgotten the task is the end of it", () => {
  const kept = { ...at, retentionMs: 9_000 };
  // The sender's deadline was 11 s.
  expect(eventOfPoll(running, { kind: "no_answer", detail: "" }, kept).type).toBe("poll_failed");
  expect(eventOfPoll(running, { kind: "no_answer", detail: "" }, { ...kept, now: 20_001 }).type).toBe(
    "provider_forgot",
  );
});
