import { Failure } from "@kinora/contract";
import { expect, test } from "vitest";
import { eventOfCollectFailure } from "./event-of-collect-failure.ts";
import { sampleIn } from "./generation.sample.ts";

const at = { now: 20_000, rng: () => 0, retentionMs: undefined };

const collecting = sampleIn("collecting");

test("a result that is gone: paid work has expired, free work starts again", () => {
  const gone = new Failure("result_gone");
  expect(eventOfCollectFailure(collecting, gone, at).type).toBe("result_gone");
  expect(eventOfCollectFailure(sampleIn("collecting", { billing: "free" }), gone, at).type).toBe("work_lost");
});

const unusable = new Failure("result_unusable", { detail: "It is text." });

test("a file that is no usable video is fetched again twice, then it is failed", () => {
  expect(eventOfCollectFailure({ ...collecting, collectFailures: 1, unusableFiles: 1 }, unusable, at)).toEqual({
    type: "collect_postponed",
    until: 24_000,
    isUnusable: true,
  });
  expect(eventOfCollectFailure({ ...collecting, collectFailures: 2, unusableFiles: 2 }, unusable, at)).toMatchObject({
    type: "result_unusable",
    failure: { code: "result_unusable", message: "It is text." },
  });
});

test("after trouble on the way the result is tried again for as long as the provider keeps the result, a day where it does not say", () => {
  const many = { ...collecting, collectFailures: 40 };
  expect(eventOfCollectFailure(many, new Error("reset"), at)).toEqual({ type: "collect_postponed", until: 320_000 });
  expect(eventOfCollectFailure(many, new Error("reset"), { ...at, now: 86_411_001 })).toMatchObject({
    type: "result_gone",
    failure: { code: "result_unreachable", message: "reset" },
  });
  expect(eventOfCollectFailure(many, new Error("reset"), { ...at, retentionMs: 8_999 }).type).toBe("result_gone");
});

test("transfers that broke say nothing of the file: one that is no video after many of them is fetched again", () => {
  const broken = { ...collecting, collectFailures: 40 };
  expect(eventOfCollectFailure(broken, unusable, at)).toEqual({
    type: "collect_postponed",
    until: 320_000,
    isUnusable: true,
  });
});

test.each(["storage_unreachable", "storage_misconfigured", "disk_full"] as const)(
  "our own storage's trouble (%s) never ends a generation, however long it lasts",
  (code) => {
    const late = { ...at, now: 90_000_000, retentionMs: 1 };
    const many = { ...collecting, collectFailures: 1_000, unusableFiles: 2 };
    expect(eventOfCollectFailure(many, new Failure(code), late)).toEqual({
      type: "collect_postponed",
      until: 90_030_000,
    });
  },
);
