import { FAILURES } from "@kinora/contract";
import { expect, test } from "vitest";
import type { Deed } from "../../../../../test/fake-upstream/index.ts";
import { type BenchOf, contextOf, MARKER } from "./http-bench.ts";
import type { HttpFixture } from "./http-fixture.ts";
import { lacking } from "./lacking.ts";

const REFUSED_UNDER_500: Deed = { kind: "refuse", why: "invalid", status: 500 };

/** Nobody can know what became of it: accepted says whether the vendor did it. */
const UNKNOWABLE: readonly (readonly [string, Deed, number])[] = [
  ["the connection breaks before the vendor does anything", { kind: "reset_before" }, 0],
  ["the connection breaks after the vendor took it", { kind: "reset_after" }, 1],
  ["500 and nothing was done", { kind: "status_before", status: 500 }, 0],
  ["500 though it was taken", { kind: "status_after", status: 500 }, 1],
  ["502 though it was taken", { kind: "status_after", status: 502 }, 1],
  ["503 though it was taken", { kind: "status_after", status: 503 }, 1],
  ["504 though it was taken", { kind: "status_after", status: 504 }, 1],
  ["408 though it was taken", { kind: "status_after", status: 408 }, 1],
  ["a server error in the vendor's own words", { kind: "refuse", why: "server_error" }, 0],
  ["the words of a refusal under a 500, which its vendor may answer after it took the work", REFUSED_UNDER_500, 0],
  ["a web page", { kind: "garbage" }, 1],
  ["half an answer", { kind: "truncated" }, 1],
  ["an answer that names no task", { kind: "empty" }, 1],
  ["a status that nobody documents", { kind: "status_after", status: 299 }, 1],
];

const REFUSED = [
  ["auth", "provider_auth"],
  ["balance", "provider_rejected"],
  ["invalid", "provider_rejected"],
  ["moderation", "provider_refused_content"],
] as const;

export const submitTests = (fixture: HttpFixture, benchOf: BenchOf): void => {
  const sent = (): { submits: number; accepted: number } | undefined => benchOf().fake.report.markers[MARKER];

  test("accepted: one POST, and its operation survives JSON and a new process", async () => {
    const operation = await benchOf().accepted();
    expect(sent()).toMatchObject({ submits: 1, accepted: 1 });
    expect(JSON.parse(JSON.stringify(operation))).toEqual(operation);
    expect((await benchOf().open().poll(operation, contextOf())).kind).toBe("running");
  });

  test.each(UNKNOWABLE)("%s: ambiguous, and one POST", async (_, does, accepted) => {
    benchOf().fake.rules([{ on: "submit", does }]);
    const outcome = await benchOf().submit();
    expect(outcome).toMatchObject({ kind: "ambiguous" });
    expect(sent()).toMatchObject({ submits: 1, accepted });
  });

  test.each(["hang_before", "hang_after"] as const)(
    "%s, and its caller gives up: ambiguous, at once, and one POST",
    async (kind) => {
      benchOf().fake.rules([{ on: "submit", does: { kind } }]);
      const giveUp = new AbortController();
      const submit = benchOf().submit({}, giveUp.signal);
      await expect.poll(() => sent()?.submits).toBe(1);
      giveUp.abort(new Error("gave up"));
      expect(await submit).toMatchObject({ kind: "ambiguous" });
      expect(sent()?.submits).toBe(1);
    },
  );

  test.each(REFUSED)("refused for %s: rejected as %s, in the vendor's words, and one POST", async (why, code) => {
    const absent = why === "invalid" ? undefined : fixture.noRefusals?.[why];
    benchOf().fake.rules([{ on: "submit", does: { kind: "refuse", why } }]);
    const outcome = await benchOf().submit();
    expect(sent()).toMatchObject({ submits: 1, accepted: 0 });
    if (outcome.kind !== "rejected") throw new Error(`it is ${JSON.stringify(outcome)}`);
    expect(Object.keys(FAILURES)).toContain(outcome.failure.code);
    // A vendor without such a refusal answers with another of its own.
    if (absent === undefined) expect(outcome.failure.code).toBe(code);
    expect(outcome.failure.message).toMatch(/\w: ./u);
  });
  for (const [what, why] of Object.entries(fixture.noRefusals ?? {})) lacking(`a refusal of its own for ${what}`, why);

  test("throttled: later, when the vendor says, and not before that for anybody of the account", async () => {
    benchOf().fake.rules([
      { on: "submit", does: { kind: "refuse", why: "throttled", retryAfterSeconds: 7 }, times: 1 },
    ]);
    const outcome = await benchOf().submit();
    if (outcome.kind !== "try_later") throw new Error(`it is ${JSON.stringify(outcome)}`);
    expect(outcome.afterMs).toBeGreaterThanOrEqual(7_000);
    expect(outcome.limit?.failure.code).toBe("provider_busy");
    expect(await benchOf().submit()).toMatchObject({ kind: "try_later" });
    expect(sent()).toMatchObject({ submits: 1, accepted: 0 });
    // Another process does not know of it, and may ask.
    expect((await benchOf().open().submit(benchOf().plan(), contextOf())).kind).toBe("accepted");
  });

  test("a vendor that cannot be reached: later, since nothing was sent", async () => {
    const { port } = benchOf().fake;
    await benchOf().fake.close();
    const outcome = await benchOf().submit();
    expect(outcome).toMatchObject({ kind: "try_later", limit: { failure: { code: "provider_never_got_it" } } });
    expect(JSON.stringify(outcome)).toContain(String(port));
  });

  test("past its deadline nothing is sent", async () => {
    expect(await benchOf().submit({ sendBefore: Date.now() - 1 })).toMatchObject({ kind: "try_later" });
    expect(sent()).toBeUndefined();
  });

  test("given up before it was sent: nothing is sent", async () => {
    const outcome = await benchOf().submit({}, AbortSignal.abort(new Error("gave up")));
    expect(outcome.kind).toBe("try_later");
    expect(sent()).toBeUndefined();
  });

  test("a model that it does not have is refused before anything is sent", async () => {
    if (benchOf().provider.modelNamed !== undefined) return;
    expect(await benchOf().submit({ model: "no-such-model" })).toMatchObject({ kind: "rejected" });
    expect(sent()).toBeUndefined();
  });

  test("a vendor that repeats the request's headers in its refusal does not get the key into ours", async () => {
    benchOf().fake.rules([{ on: "submit", does: { kind: "echo" } }]);
    // The key is looked for after every test.
    expect((await benchOf().submit()).kind).toBe("rejected");
  });
};
