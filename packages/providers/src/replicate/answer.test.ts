import { expect, test } from "vitest";
import type { Answer } from "../kit/answer.ts";
import { meaningOf, type VendorWords } from "../kit/vendor-words.ts";
import answers from "./__fixtures__/answers.json" with { type: "json" };
import { CODES, readAccepted, readCancel, readList, readPrediction, readUpload, wordsOf } from "./answer.ts";

const answer = (json: unknown, status = 200): Answer => ({ status, headers: {}, text: JSON.stringify(json), json });
const call = {
  failure: (words: VendorWords) => ({
    code: "provider_failed" as const,
    message: words.message ?? "",
    providerCode: words.code,
  }),
};

test("an accepted submit gives the prediction's id", () => {
  expect(readAccepted(answer(answers.starting, 201))).toEqual({ prediction: "gm3qorzdhgbfurvjtvhg6dckhu" });
});

test.each([[{}], [{ id: "" }], [{ id: 7 }], [{ id: "../x" }], [null]])("%j names no prediction", (json) =>
  expect(readAccepted(answer(json))).toBeUndefined(),
);

test.each([
  [answers.starting, { kind: "running", stage: "queued" }],
  [answers.processing, { kind: "running", stage: "generating" }],
  [answers.succeeded, { kind: "done", result: { url: "https://replicate.delivery/xezq/abc/tmp.mp4" } }],
  [answers.succeededWithList, { kind: "done", result: { url: "https://replicate.delivery/pbxt/abc/out.mp4" } }],
  [answers.removed, { kind: "forgotten" }],
  [answers.canceled, { kind: "cancelled" }],
])("a documented prediction (%#) stands as it should", (json, reading) => {
  expect(readPrediction(answer(json), call)).toEqual(reading);
});

test("a prediction that is not there is forgotten", () => {
  expect(readPrediction(answer({ detail: "Not found", status: 404 }, 404), call)).toEqual({ kind: "forgotten" });
});

test.each([
  [answers.failed, "E1001", undefined],
  [answers.moderated, "E005", "provider_refused_content"],
  [answers.nsfw, "NSFW", "provider_refused_content"],
  [answers.failedInSilence, undefined, undefined],
  [answers.aborted, "aborted", undefined],
])("a failure (%#) keeps the model's number and words", (json, providerCode, meaning) => {
  expect(readPrediction(answer(json), call)).toMatchObject({ kind: "failed", failure: { providerCode } });
  expect(meaningOf(CODES, { code: providerCode, message: undefined })).toBe(meaning);
});

test("a status that nobody documents runs on, with a warning that names it", () => {
  expect(readPrediction(answer({ status: "thinking" }), call)).toMatchObject({
    kind: "running",
    warnings: [{ code: "unknown_status", message: expect.stringContaining("thinking") as string }],
  });
});

test.each([
  [{ status: "succeeded" }],
  [{ status: "succeeded", output: null, data_removed: false }],
  [{ status: "succeeded", output: [] }],
  [{ status: "succeeded", output: "file:///etc/passwd" }],
  [{}],
  ["x"],
])("%j says nothing that could be used", (json) => expect(() => readPrediction(answer(json), call)).toThrow());

test("fields that nobody needs may have any shape", () => {
  const odd = { ...answers.succeeded, error: { code: 1 }, metrics: "5", logs: 7, data_removed: "no" };
  expect(readPrediction(answer(odd), call).kind).toBe("done");
});

test("a refusal's words are its own", () => {
  expect(wordsOf(answer(answers.unauthenticated, 401))).toEqual({
    code: "Unauthenticated",
    message: "You did not pass a valid authentication token",
  });
  expect(wordsOf(answer(answers.invalid, 422))).toEqual({
    code: "Input validation failed",
    message: "The request was refused. input.image image is required",
  });
  expect(wordsOf(answer(answers.throttled, 429))).toEqual({
    code: undefined,
    message: "Request was throttled. Your rate limit resets in ~30s.",
  });
  expect(wordsOf(answer("no", 502))).toBeUndefined();
});

test.each([
  [answers.canceledBefore, 200, { stops: true, billing: "not_billed" }],
  [answers.aborted, 200, { stops: true, billing: "not_billed" }],
  [answers.canceled, 200, { stops: true, billing: "may_be_billed" }],
  [answers.processing, 200, { stops: false, billing: "may_be_billed" }],
  [answers.succeeded, 200, { stops: false, billing: "may_be_billed" }],
  [{ detail: "Not found" }, 404, { stops: false, billing: "may_be_billed" }],
])("a cancel that is answered with %# tells the truth", (json, status, expected) => {
  expect(readCancel(answer(json, status))).toEqual(expected);
});

test("an upload that names no address is no upload", () => {
  expect(readUpload(answer({ urls: { get: "https://api.replicate.com/v1/files/a" } }, 201))).toBe(
    "https://api.replicate.com/v1/files/a",
  );
  expect(() => readUpload(answer({ urls: {} }, 201))).toThrow();
});

test("the list is read as documented, and never half", () => {
  expect(readList(answer(answers.list)).results).toEqual([
    {
      id: "gm3qorzdhgbfurvjtvhg6dckhu",
      model: "replicate/hello-world",
      version: "5c7d5dc6dd8bf75c1acaa8565735e7986bc5b66206b55cca93cb72c9bf15ccaa",
      source: "api",
      created_at: 1_694_189_974_907,
    },
  ]);
  expect(() => readList(answer({ ...answers.list, results: [{ id: "a" }] }))).toThrow();
  expect(() => readList(answer({ results: [] }))).toThrow();
});
