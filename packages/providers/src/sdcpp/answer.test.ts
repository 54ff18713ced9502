import type { FailureRecord } from "@kinora/domain";
import { expect, test } from "vitest";
import type { Answer } from "../kit/answer.ts";
import type { VendorWords } from "../kit/vendor-words.ts";
import fixtures from "./__fixtures__/answers.json" with { type: "json" };
import { readAccepted, readCancel, readCapabilities, readFilm, readJob, wordsOf } from "./answer.ts";

const answer = (status: number, json: unknown): Answer => ({ status, headers: {}, text: JSON.stringify(json), json });
const call = {
  failure: ({ code, message }: VendorWords): FailureRecord => ({
    ...{ code: "provider_failed", message: message ?? "", providerCode: code },
  }),
};

test("an accepted job is known by its id", () =>
  expect(readAccepted(answer(202, fixtures.accepted))).toEqual({ job: "job_01HTXYZVID" }));

test.each([
  ["queued", fixtures.queued, { kind: "running", stage: "queued" }],
  ["generating", fixtures.generating, { kind: "running", stage: "generating" }],
  ["completed", fixtures.completed, { kind: "done", result: { job: "job_01HTXYZVID" } }],
  ["cancelled", fixtures.cancelled, { kind: "cancelled" }],
])("a job that is %s", (_, json, reading) => expect(readJob(answer(200, json), call)).toEqual(reading));

test("a job that failed says why in the server's words", () =>
  expect(readJob(answer(200, fixtures.failed), call)).toEqual({
    kind: "failed",
    failure: {
      code: "provider_failed",
      message: "generate_video returned no results",
      providerCode: "generation_failed",
    },
  }));

test.each([404, 410])("status %i: the job is not known (any more)", (status) => {
  expect(readJob(answer(status, { error: "job expired" }), call)).toEqual({ kind: "forgotten" });
  expect(readCancel(answer(status, { error: "job expired" }))).toEqual({ stops: true, billing: "not_billed" });
});

const GENERATES = { error: "job is currently generating and cannot be interrupted yet" };

test.each([
  ["what waited stops", answer(200, fixtures.cancelled), true],
  ["what was done before stays done", answer(200, fixtures.completed), false],
  ["what generates goes on", answer(409, GENERATES), false],
])("a cancel: %s", (_, given, stops) => expect(readCancel(given)).toEqual({ stops, billing: "not_billed" }));

test("the film is the job's result", () =>
  expect([...readFilm(answer(200, fixtures.completed)).subarray(0, 4)]).toEqual([0x1a, 0x45, 0xdf, 0xa3]));

test.each([
  [404, { error: "job not found" }, "result_gone"],
  [410, { error: "job expired" }, "result_gone"],
  [503, {}, "result_unreachable"],
  [200, fixtures.generating, "result_unusable"],
])("status %i without a film is %j: %s", (status, json, code) => {
  expect(() => readFilm(answer(status, json))).toThrow(expect.objectContaining({ code }) as Error);
});

test.each([
  [{ error: "job queue is full" }, { code: undefined, message: "job queue is full" }],
  [
    { error: "invalid json", message: "parse error at 3" },
    { code: "invalid json", message: "parse error at 3" },
  ],
])("words of the refusal %j", (json, words) => expect(wordsOf(answer(400, json))).toEqual(words));

test("the best of the formats that the server writes is asked for", () => {
  expect(readCapabilities(answer(200, fixtures.capabilities))).toEqual({ outputFormat: "webm" });
  const without = { ...fixtures.capabilities, output_formats_by_mode: { vid_gen: ["avi", "webp"] } };
  expect(readCapabilities(answer(200, without))).toEqual({ outputFormat: "webp" });
});

const MKV = { supported_modes: ["vid_gen"], output_formats_by_mode: { vid_gen: ["mkv"] } };

test.each([
  ["a model that makes pictures only", answer(200, { supported_modes: ["img_gen"] }), "makes img_gen only"],
  ["a server from before this API", answer(404, {}), "a newer one is needed"],
  ["formats that nobody knows", answer(200, MKV), "it writes mkv only"],
])("%s is refused with what is wrong", (_, given, why) => expect(() => readCapabilities(given)).toThrow(why));
