import { FAILURES, type JsonValue } from "@kinora/contract";
import type { ReconcileOutcome } from "@kinora/domain";
import { expect, test } from "vitest";
import type { Deed, Fate } from "../../../../../test/fake-upstream/index.ts";
import { type BenchOf, contextOf, QUEUE_MS } from "./http-bench.ts";
import { type HttpFixture, isLacking } from "./http-fixture.ts";
import { lacking } from "./lacking.ts";

/** Nothing of these is final. */
const NO_ANSWER: readonly (readonly [string, Deed])[] = [
  ["the connection breaks", { kind: "reset_before" }],
  ["500", { kind: "status_before", status: 500 }],
  ["503", { kind: "status_before", status: 503 }],
  ["408", { kind: "status_before", status: 408 }],
  ["a web page", { kind: "garbage" }],
  ["half an answer", { kind: "truncated" }],
  ["an answer that says nothing", { kind: "empty" }],
  ["a server error in the vendor's own words", { kind: "refuse", why: "server_error" }],
];

const fateTests = (fixture: HttpFixture, benchOf: BenchOf): void => {
  const withFate = async (fate: Fate): Promise<ReturnType<ReturnType<BenchOf>["poll"]>> => {
    benchOf().fake.rules([{ on: "submit", does: { kind: "fate", fate } }]);
    const operation = await benchOf().accepted();
    benchOf().finish();
    return benchOf().poll(operation);
  };

  test("what failed is failed, with a code of the catalogue and the vendor's words", async () => {
    const failed = await withFate("fails");
    if (failed.kind !== "failed") throw new Error(`it is ${JSON.stringify(failed)}`);
    expect(Object.keys(FAILURES)).toContain(failed.failure.code);
    expect(failed.failure.code).toBe("provider_failed");
    expect(failed.failure.message).not.toBe("");
  });

  const { moderated, odd, lost } = fixture.noFates ?? {};
  if (moderated !== undefined) lacking("content that is refused after it was accepted", moderated);
  else {
    test("content that is refused after it was accepted is said to be that", async () => {
      expect(await withFate("moderated")).toMatchObject({
        kind: "failed",
        failure: { code: "provider_refused_content" },
      });
    });
  }
  if (odd !== undefined) lacking("a status that nobody documents", odd);
  else {
    test("a status that nobody documents counts as running, with a warning", async () => {
      const reading = await withFate("odd");
      expect(reading).toMatchObject({ kind: "running" });
      expect(JSON.stringify(reading)).toContain("unknown_status");
    });
  }
  if (lost !== undefined) lacking("a task that is lost", lost);
  else {
    test("a task that the vendor does not know (any more) is forgotten, not failed and not running", async () => {
      expect(await withFate("lost")).toEqual({ kind: "forgotten" });
    });
  }
};

const pollTests = (benchOf: BenchOf): void => {
  test("it waits, runs, is done, and stays done, and polls submit nothing", async () => {
    const operation = await benchOf().accepted();
    expect(await benchOf().poll(operation)).toMatchObject({ kind: "running" });
    benchOf().fake.advance(QUEUE_MS + 30_000);
    expect(await benchOf().poll(operation)).toMatchObject({ kind: "running" });
    benchOf().finish();
    const done = await benchOf().poll(operation);
    expect(done.kind).toBe("done");
    expect(await benchOf().poll(operation)).toEqual(done);
    expect(benchOf().fake.report.requests.submit).toBe(1);
  });

  test("a new process goes on where the old one was", async () => {
    const operation: unknown = JSON.parse(JSON.stringify(await benchOf().accepted()));
    benchOf().finish();
    expect(
      (
        await benchOf()
          .open()
          .poll(operation as never, contextOf())
      ).kind,
    ).toBe("done");
  });

  test.each(NO_ANSWER)("a poll and %s: no answer, and the next one is as if nothing was", async (_, does) => {
    const operation = await benchOf().accepted();
    benchOf().fake.rules([{ on: "poll", does, times: 1 }]);
    expect(await benchOf().poll(operation)).toMatchObject({ kind: "no_answer" });
    expect(await benchOf().poll(operation)).toMatchObject({ kind: "running" });
  });

  test("a poll that is throttled: no answer, and the vendor's own wait is kept", async () => {
    const operation = await benchOf().accepted();
    benchOf().fake.rules([{ on: "poll", does: { kind: "refuse", why: "throttled", retryAfterSeconds: 9 }, times: 1 }]);
    expect(await benchOf().poll(operation)).toMatchObject({ kind: "no_answer", afterMs: 9_000 });
  });

  test("a poll whose caller gives up ends at once", async () => {
    const operation = await benchOf().accepted();
    benchOf().fake.rules([{ on: "poll", does: { kind: "hang_before" } }]);
    const giveUp = new AbortController();
    const poll = benchOf()
      .poll(operation, giveUp.signal)
      .catch((error: unknown) => error);
    setTimeout(() => giveUp.abort(new Error("gave up")), 50);
    const begun = performance.now();
    await poll;
    expect(performance.now() - begun).toBeLessThan(2_000);
  });

  test.each([null, 7, "x", {}, { task: "../../etc" }, [], { id: 3 }])(
    "an operation that is none (%j) is no crash",
    async (odd) => {
      expect(["no_answer", "forgotten"]).toContain((await benchOf().poll(odd)).kind);
    },
  );
};

const cancelTests = (fixture: HttpFixture, benchOf: BenchOf): void => {
  const { cancel } = fixture;
  if (isLacking(cancel)) {
    lacking("a cancel", cancel.lacks);
    test("and it declares none", () => expect(benchOf().provider).not.toHaveProperty("cancel"));
    return;
  }
  const states = [
    ["waits", 0, cancel.queued],
    ["runs", QUEUE_MS + 30_000, cancel.running],
    ["is done", 2 * QUEUE_MS, cancel.done],
  ] as const;
  test.each(states)("a cancel of what %s says whether it stops and may be billed", async (_, advanceMs, answer) => {
    const operation = await benchOf().accepted();
    benchOf().fake.advance(advanceMs);
    expect(await benchOf().cancel(operation)).toEqual(answer);
    await benchOf()
      .cancel(operation)
      .catch(() => undefined);
    const { kind } = await benchOf().poll(operation);
    if (answer.stops) expect(["cancelled", "forgotten", "failed"]).toContain(kind);
    else expect(["running", "done"]).toContain(kind);
  });

  test("a cancel that gets no answer fails, so that it is told again", async () => {
    const operation = await benchOf().accepted();
    benchOf().fake.rules([{ on: "cancel", does: { kind: "status_before", status: 503 } }]);
    await expect(benchOf().cancel(operation)).rejects.toThrow();
  });
};

const foundIn = (outcome: ReconcileOutcome): readonly JsonValue[] => {
  if (outcome.kind === "found") return [outcome.operation];
  return outcome.kind === "candidates" ? outcome.operations : [];
};

const reconcileTests = (fixture: HttpFixture, benchOf: BenchOf): void => {
  const { reconcile } = fixture;
  if (isLacking(reconcile)) {
    lacking("a way to find a submit whose answer was lost", reconcile.lacks);
    test("and it declares none", () => expect(benchOf().provider).not.toHaveProperty("reconcile"));
    return;
  }

  test("a submit whose answer was lost is found, and can be polled", async () => {
    benchOf().fake.rules([{ on: "submit", does: { kind: "reset_after" } }]);
    await benchOf().submit();
    const outcome = await benchOf().reconcile();
    expect(outcome.kind).toBe(reconcile);
    const operations = foundIn(outcome);
    expect(operations).toHaveLength(1);
    expect((await benchOf().poll(operations[0] ?? null)).kind).toBe("running");
  });

  test("what it finds is the same operation that an answer would have given", async () => {
    const operation = await benchOf().accepted();
    expect(foundIn(await benchOf().reconcile())).toEqual([operation]);
  });

  test("a submit that the vendor never got is absent", async () => {
    benchOf().fake.rules([{ on: "submit", does: { kind: "reset_before" } }]);
    await benchOf().submit();
    expect(await benchOf().reconcile()).toEqual({ kind: "absent" });
  });

  test("a list that shows a task twice shows one", async () => {
    await benchOf().accepted();
    benchOf().fake.rules([{ on: "list", does: { kind: "duplicate" } }]);
    expect(foundIn(await benchOf().reconcile())).toHaveLength(1);
  });

  test.each<[string, Deed]>([
    ["breaks", { kind: "reset_before" }],
    ["is a 500", { kind: "status_before", status: 500 }],
    ["is a web page", { kind: "garbage" }],
    ["is cut short", { kind: "truncated" }],
    ["says nothing", { kind: "empty" }],
    ["is refused", { kind: "refuse", why: "auth" }],
    ["is throttled", { kind: "refuse", why: "throttled" }],
  ])("a list that %s is never taken for an empty one", async (_, does) => {
    await benchOf().accepted();
    benchOf().fake.rules([
      { on: "list", does },
      { on: "poll", does },
    ]);
    const outcome = await benchOf()
      .reconcile()
      .catch(() => ({ kind: "unknown" }));
    expect(outcome).toMatchObject({ kind: "unknown" });
  });

  if (reconcile === "found") return;
  test("tasks of another time are left out", async () => {
    await benchOf().accepted();
    const later = Date.now() + 3_600_000;
    expect(await benchOf().reconcile(benchOf().plan({ intendedAt: later, sendBefore: later + 10_000 }))).toEqual({
      kind: "absent",
    });
  });
};

export const lifeTests = (fixture: HttpFixture, benchOf: BenchOf): void => {
  pollTests(benchOf);
  fateTests(fixture, benchOf);
  cancelTests(fixture, benchOf);
  reconcileTests(fixture, benchOf);
};
