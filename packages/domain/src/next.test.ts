import { STATUSES, type Status } from "@kinora/contract";
import { describe, expect, test } from "vitest";
import type { GenerationEvent } from "./generation-event.ts";
import type { Generation } from "./generation.ts";
import { after, artifact, EVENTS, failure, sampleIn } from "./generation.sample.ts";
import { MAX_FREE_ATTEMPTS, next } from "./next.ts";

type EventName = GenerationEvent["type"];
type Column = Partial<Record<Status, Status>>;

const moved = (generation: Generation, event: GenerationEvent, now = 3_000): Generation => {
  const transition = next(generation, event, now);
  if (transition.kind === "ignored") throw new Error(`${event.type} was ignored: ${transition.reason}`);
  return transition.generation;
};

/** Where each event leads from each status; a status that is not named ignores the event. */
const TABLE: Readonly<Record<EventName, Column>> = {
  refused: { queued: "failed" },
  submit_intended: { queued: "submitting" },
  submit_accepted: { submitting: "running", needs_review: "running" },
  submit_rejected: { submitting: "failed" },
  submit_postponed: { submitting: "queued" },
  submit_unknown: { submitting: "needs_review", needs_review: "needs_review" },
  submit_absent: { submitting: "failed", needs_review: "failed" },
  work_lost: {},
  progressed: { running: "running" },
  poll_failed: { running: "running" },
  provider_done: { running: "collecting" },
  provider_failed: { running: "failed" },
  provider_cancelled: { running: "cancelled" },
  provider_forgot: { running: "expired" },
  collected: { collecting: "succeeded" },
  collect_postponed: { collecting: "collecting" },
  result_unusable: { collecting: "failed" },
  result_gone: { collecting: "expired" },
  cancel_asked: {
    queued: "cancelled",
    submitting: "submitting",
    running: "running",
    collecting: "collecting",
    needs_review: "needs_review",
  },
  cancel_told: {},
  delivered: { succeeded: "succeeded", failed: "failed", cancelled: "cancelled", expired: "expired" },
  animation_made: { succeeded: "succeeded" },
  labelled: Object.fromEntries(STATUSES.map((status) => [status, status])),
  trashed: { succeeded: "succeeded", failed: "failed", cancelled: "cancelled", expired: "expired" },
  restored: {},
  attached: { needs_review: "running" },
  given_up: { needs_review: "failed" },
  resubmit_asked: { needs_review: "queued" },
};

const CELLS = STATUSES.flatMap((from) =>
  (Object.keys(TABLE) as EventName[]).map((event): [Status, EventName, Status | "ignored"] => [
    from,
    event,
    TABLE[event][from] ?? "ignored",
  ]),
);

describe("paid work", () => {
  test.each(CELLS)("%s, when %s: %s", (from, event, to) => {
    const generation = sampleIn(from);
    const transition = next(generation, EVENTS[event], 3_000);
    expect(transition.kind === "moved" ? transition.generation.status : "ignored").toBe(to);
  });
});

describe("free work", () => {
  const FREE = CELLS.map(([from, event, to]): [Status, EventName, string] => {
    const startsAgain = event === "work_lost" && ["submitting", "running", "collecting"].includes(from);
    return [from, event, startsAgain ? "queued" : to];
  });
  test.each(FREE)("%s, when %s: %s", (from, event, to) => {
    const transition = next(sampleIn(from, { billing: "free" }), EVENTS[event], 3_000);
    expect(transition.kind === "moved" ? transition.generation.status : "ignored").toBe(to);
  });

  test.each(["submitting", "running", "collecting"] as const)(
    "that is lost while %s is started 3 times at the most",
    (from) => {
      const generation: Generation = { ...sampleIn(from, { billing: "free" }), attempts: 3 };
      expect(MAX_FREE_ATTEMPTS).toBe(3);
      expect(moved(generation, EVENTS.work_lost)).toMatchObject({ status: "failed", failure, finishedAt: 3_000 });
      expect(moved({ ...generation, attempts: 2 }, EVENTS.work_lost)).toMatchObject({
        status: "queued",
        notBefore: 3_000,
      });
    },
  );

  test("that is lost after a wish to cancel does not start again", () => {
    const wished = after(sampleIn("running", { billing: "free" }), "cancel_asked");
    expect(moved(wished, EVENTS.work_lost)).toMatchObject({ status: "cancelled", finishedAt: 3_000 });
  });
});

test("the intent to send is written with its attempt, and the first one starts the work", () => {
  const first = moved(sampleIn("queued"), EVENTS.submit_intended, 2_500);
  expect(first).toMatchObject({ status: "submitting", attempts: 1, startedAt: 2_500, attempt: { id: "att-1" } });
  const again = moved(moved(first, EVENTS.submit_postponed), EVENTS.submit_intended, 9_000);
  expect(again.startedAt).toBe(2_500);
});

test("an attempt that was postponed does not count", () => {
  expect(moved(sampleIn("submitting"), EVENTS.submit_postponed)).toMatchObject({ attempts: 0, notBefore: 7_000 });
});

test("a postponed attempt with a wish to cancel is cancelled: nothing was sent", () => {
  expect(moved(after(sampleIn("submitting"), "cancel_asked"), EVENTS.submit_postponed).status).toBe("cancelled");
});

test("an acceptance keeps the operation and the attempt that it answers", () => {
  expect(moved(sampleIn("submitting"), EVENTS.submit_accepted)).toMatchObject({
    operation: { task: "t1" },
    pollAt: 3_000,
    pollFailures: 0,
    attempt: { id: "att-1" },
  });
});

test("progress is whole, never falls, stays within 100 and ignores what is no number", () => {
  const at = (generation: Generation, progress: number): Generation =>
    moved(generation, { type: "progressed", progress, stage: undefined, pollAt: 9 });
  const half = at(sampleIn("running"), 50.9);
  expect(half.progress).toBe(50);
  expect(at(half, 20).progress).toBe(50);
  expect(at(half, 400).progress).toBe(100);
  expect(at(half, Number.NaN).progress).toBe(50);
  expect(at(half, -Infinity).progress).toBe(50);
});

test("a stage that a poll does not name stays, and polls without an answer are counted until there is one", () => {
  const rendering = moved(sampleIn("running"), EVENTS.progressed);
  const failed = moved(moved(rendering, EVENTS.poll_failed), EVENTS.poll_failed);
  expect(failed).toMatchObject({ stage: "rendering", pollFailures: 2, pollAt: 5_000, progress: 42 });
  const quiet = moved(failed, { type: "progressed", progress: 43, stage: undefined, pollAt: 6_000 });
  expect(quiet).toMatchObject({ stage: "rendering", pollFailures: 0, pollAt: 6_000 });
});

test("a warning that a provider repeats on every poll is kept once", () => {
  const warnings = [{ option: "fps", code: "unsupported", message: "No." }];
  const once = moved(sampleIn("running"), { ...EVENTS.progressed, warnings });
  const twice = moved(once, { ...EVENTS.progressed, warnings: [...warnings, { ...warnings[0]!, option: "seed" }] });
  expect(once.warnings).toEqual(warnings);
  expect(twice.warnings.map(({ option }) => option)).toEqual(["fps", "seed"]);
});

test("a finished collection has its artifacts and is whole", () => {
  expect(moved(sampleIn("collecting"), EVENTS.collected, 4_000)).toMatchObject({
    artifacts: [artifact],
    progress: 100,
    stage: undefined,
    finishedAt: 4_000,
  });
});

test("what a stored film lacks is added to the warnings", () => {
  const warnings = [{ option: "video", code: "sound_left_out", message: "Its sound was left out." }];
  expect(moved(sampleIn("collecting"), { ...EVENTS.collected, warnings }, 4_000).warnings).toEqual(warnings);
});

test("collections that failed are counted", () => {
  const twice = after(sampleIn("collecting"), "collect_postponed", "collect_postponed");
  expect(twice).toMatchObject({ collectFailures: 2, collectAt: 8_000, result: { at: "there" } });
});

test("the first wish to cancel is kept, and the provider's answer is added to it", () => {
  const wished = moved(sampleIn("running"), EVENTS.cancel_asked, 3_000);
  expect(wished.cancel).toEqual({ stops: true, billing: "may_be_billed", askedAt: 3_000 });
  expect(next(wished, EVENTS.cancel_asked, 4_000).kind).toBe("ignored");
  expect(moved(wished, EVENTS.cancel_told, 5_000).cancel).toEqual({
    stops: false,
    billing: "may_be_billed",
    askedAt: 3_000,
    toldAt: 5_000,
  });
});

test("sending again by a person's word takes an older wish to cancel back", () => {
  const wished = after(sampleIn("needs_review"), "cancel_asked");
  expect(moved(wished, EVENTS.resubmit_asked)).toMatchObject({ status: "queued", cancel: undefined, notBefore: 3_000 });
});

test("attaching follows the operation that a person found", () => {
  expect(moved(sampleIn("needs_review"), EVENTS.attached)).toMatchObject({ operation: { task: "t2" }, pollAt: 3_000 });
});

test("a delivery is noted once, and changes nothing else", () => {
  const succeeded = sampleIn("succeeded");
  const delivered = moved(succeeded, EVENTS.delivered, 6_000);
  expect(delivered).toEqual({ ...succeeded, deliveredAt: 6_000, version: succeeded.version + 1 });
  expect(next(delivered, EVENTS.delivered, 7_000).kind).toBe("ignored");
});

test("a state takes nothing of the state before it along", () => {
  expect(Object.keys(sampleIn("expired"))).not.toContain("operation");
  expect(Object.keys(sampleIn("succeeded"))).not.toContain("result");
});
