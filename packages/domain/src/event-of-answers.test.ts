import { Failure } from "@kinora/contract";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { backoffMs } from "./backoff.ts";
import { eventOfCollectFailure } from "./event-of-collect-failure.ts";
import { eventOfPoll } from "./event-of-poll.ts";
import { eventOfReconcile } from "./event-of-reconcile.ts";
import { eventOfSubmit } from "./event-of-submit.ts";
import { EVENTS, failure, sampleIn } from "./generation.sample.ts";
import { progressWorthWriting } from "./progress-worth-writing.ts";

const at = { now: 20_000, rng: () => 0, retentionMs: undefined };

describe("backoff", () => {
  const policy = { firstMs: 2_000, mostMs: 60_000 };

  test("doubles from the first to the most", () => {
    expect([1, 2, 3, 6, 7, 99].map((failures) => backoffMs(policy, failures, () => 0))).toEqual([
      2_000, 4_000, 8_000, 60_000, 60_000, 60_000,
    ]);
  });

  test("chance takes off up to a half, never more", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 200 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (failures, chance) => {
          const whole = backoffMs(policy, failures, () => 0);
          const jittered = backoffMs(policy, failures, () => chance);
          expect(jittered).toBeLessThanOrEqual(whole);
          expect(jittered).toBeGreaterThanOrEqual(whole / 2);
        },
      ),
    );
  });
});

describe("an answer to a submit", () => {
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
});

describe("an answer to a poll", () => {
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

  test("forgotten: paid work has expired, free work is lost and may start again", () => {
    expect(eventOfPoll(running, { kind: "forgotten" }, at).type).toBe("provider_forgot");
    expect(eventOfPoll(sampleIn("running", { billing: "free" }), { kind: "forgotten" }, at).type).toBe("work_lost");
  });

  test("no answer until after the provider has forgotten the task is the end of it", () => {
    const kept = { ...at, retentionMs: 9_000 };
    // The sender's deadline was 11 s.
    expect(eventOfPoll(running, { kind: "no_answer", detail: "" }, kept).type).toBe("poll_failed");
    expect(eventOfPoll(running, { kind: "no_answer", detail: "" }, { ...kept, now: 20_001 }).type).toBe(
      "provider_forgot",
    );
  });
});

describe("a look at the provider's list", () => {
  const submitting = sampleIn("submitting");
  const review = sampleIn("needs_review");
  const look = (now: number, absentBefore = 0): { now: number; absentBefore: number } => ({ now, absentBefore });

  test("found: running", () => {
    expect(eventOfReconcile(submitting, { kind: "found", operation: 1 }, look(12_000))).toEqual({
      kind: "event",
      event: { type: "submit_accepted", operation: 1, pollAt: 12_000 },
    });
  });

  test.each([
    ["the first time", look(99_000, 0), "look_again"],
    ["twice, before the list's delay has gone by", look(70_999, 1), "look_again"],
    ["twice, and the delay has gone by", look(71_000, 1), "event"],
  ])("absent %s", (_, circumstances, kind) => {
    expect(eventOfReconcile(submitting, { kind: "absent" }, circumstances).kind).toBe(kind);
  });

  test("unreadable: tried for two minutes after the deadline, then a person is asked and it is tried on for a day", () => {
    const unknown = { kind: "unknown", detail: "503" } as const;
    expect(eventOfReconcile(submitting, unknown, look(130_999))).toEqual({ kind: "look_again", at: 145_999 });
    expect(eventOfReconcile(submitting, unknown, look(131_000))).toEqual({
      kind: "event",
      event: { type: "submit_unknown", tried: ["503"], nextLookAt: 431_000 },
    });
    expect(eventOfReconcile(review, unknown, look(500_000))).toMatchObject({ event: { tried: ["the list", "503"] } });
    expect(eventOfReconcile(review, unknown, look(86_411_000))).toMatchObject({ event: { nextLookAt: undefined } });
  });
});

describe("a result that could not be collected", () => {
  const collecting = sampleIn("collecting");

  test("gone: paid work has expired, free work starts again", () => {
    const gone = new Failure("result_gone");
    expect(eventOfCollectFailure(collecting, gone, at).type).toBe("result_gone");
    expect(eventOfCollectFailure(sampleIn("collecting", { billing: "free" }), gone, at).type).toBe("work_lost");
  });

  test("no usable video: fetched again twice, then failed", () => {
    const unusable = new Failure("result_unusable", { detail: "It is text." });
    expect(eventOfCollectFailure({ ...collecting, collectFailures: 1 }, unusable, at)).toEqual({
      type: "collect_postponed",
      until: 24_000,
    });
    expect(eventOfCollectFailure({ ...collecting, collectFailures: 2 }, unusable, at)).toMatchObject({
      type: "result_unusable",
      failure: { code: "result_unusable", message: "It is text." },
    });
  });

  test("trouble on the way: tried again for as long as the provider keeps the result, a day where it does not say", () => {
    const many = { ...collecting, collectFailures: 40 };
    expect(eventOfCollectFailure(many, new Error("reset"), at)).toEqual({ type: "collect_postponed", until: 320_000 });
    expect(eventOfCollectFailure(many, new Error("reset"), { ...at, now: 86_411_001 })).toMatchObject({
      type: "result_gone",
      failure: { code: "result_unreachable", message: "reset" },
    });
    expect(eventOfCollectFailure(many, new Error("reset"), { ...at, retentionMs: 8_999 }).type).toBe("result_gone");
  });
});

describe("progress", () => {
  const running = sampleIn("running");
  const told = (changes: object): typeof EVENTS.progressed => ({
    ...EVENTS.progressed,
    stage: undefined,
    progress: 0,
    ...changes,
  });

  test.each([
    ["nothing new", told({}), Infinity],
    ["one point, just after the last", told({ progress: 1 }), 399],
    ["less than before", told({ progress: -3 }), Infinity],
  ])("%s is not written", (_, event, sinceWriteMs) => {
    expect(progressWorthWriting(running, event, sinceWriteMs)).toBe(false);
  });

  test.each([
    ["one point, long after the last", told({ progress: 1 }), 400],
    ["five points, just after the last", told({ progress: 5 }), 0],
    ["a new stage", told({ stage: "encoding" }), 0],
    ["a new warning", told({ warnings: [{ option: "fps", code: "c", message: "m" }] }), 0],
  ])("%s is written", (_, event, sinceWriteMs) => {
    expect(progressWorthWriting(running, event, sinceWriteMs)).toBe(true);
  });

  test("the first answer after polls that failed is written", () => {
    expect(progressWorthWriting({ ...running, pollFailures: 1 }, told({}), 0)).toBe(true);
  });
});
