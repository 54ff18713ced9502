import { expect, test } from "vitest";
import type { Answer } from "../kit/answer.ts";
import { meaningOf } from "../kit/vendor-words.ts";
import answers from "./__fixtures__/answers.json" with { type: "json" };
import { CODES, readAccepted, readCancel, readList, readTask, wordsOf } from "./answer.ts";

const answer = (json: unknown, status = 200): Answer => ({ status, headers: {}, text: JSON.stringify(json), json });
const call = {
  failure: (words: { code: string | undefined; message: string | undefined }) => ({
    code: "provider_failed" as const,
    message: words.message ?? "",
    providerCode: words.code,
  }),
};

test("an accepted submit gives the task's id", () => {
  expect(readAccepted(answer(answers.accepted))).toEqual({ task: "0385dc79-5ff8-4d82-bcb6-7e51bd4ff6a8" });
});

test.each([
  [{}],
  [{ output: {} }],
  [{ output: { task_id: "" } }],
  [{ output: { task_id: 7 } }],
  [{ output: { task_id: "../x" } }],
  [null],
])("%j names no task", (json) => expect(readAccepted(answer(json))).toBeUndefined());

test.each([
  [answers.pending, { kind: "running", stage: "queued" }],
  [answers.running, { kind: "running", stage: "generating" }],
  [
    answers.succeeded,
    {
      kind: "done",
      result: { url: answers.succeeded.output.video_url },
      made: { seconds: 5, videos: 1, resolution: "720p" },
    },
  ],
  [answers.cancelled, { kind: "cancelled" }],
  [answers.unknown, { kind: "forgotten" }],
])("a documented task (%#) stands as it should", (json, reading) => {
  expect(readTask(answer(json), call)).toEqual(reading);
});

test("a failure keeps the vendor's code and words", () => {
  expect(readTask(answer(answers.failed), call)).toEqual({
    kind: "failed",
    failure: { code: "provider_failed", message: "The service is abnormal.", providerCode: "InternalError.Algo" },
  });
  expect(meaningOf(CODES, { code: answers.moderated.output.code, message: undefined })).toBe(
    "provider_refused_content",
  );
});

test("a status that nobody documents runs on, with a warning that names it", () => {
  const odd = { output: { task_id: "a", task_status: "THINKING" } };
  expect(readTask(answer(odd), call)).toMatchObject({ kind: "running", warnings: [{ code: "unknown_status" }] });
});

test.each([
  [{ output: { task_status: "SUCCEEDED" } }],
  [{ output: { task_status: "SUCCEEDED", video_url: "" } }],
  [{}],
  ["x"],
])("%j says nothing that could be used", (json) => expect(() => readTask(answer(json), call)).toThrow());

test.each([
  [
    { duration: 10, output_video_duration: 10, SR: "1080", video_count: 1 },
    { seconds: 10, resolution: "1080p" },
  ],
  [
    { duration: 4, SR: "720P" },
    { seconds: 4, resolution: "720p" },
  ],
  [
    { video_duration: 5, video_ratio: "1280*720", video_count: 2 },
    { seconds: 5, videos: 2, resolution: undefined },
  ],
])("the usage %j of one of its models is understood", (usage, made) =>
  expect(readTask(answer({ ...answers.succeeded, usage }), call)).toMatchObject({ made }),
);

test.each([["5"], [{ duration: 0 }], [{ duration: "5" }], [{}], [null]])(
  "the usage %j is not: then nothing is said of it",
  (usage) => expect(readTask(answer({ ...answers.succeeded, usage }), call)).not.toHaveProperty("made"),
);

test("fields that nobody needs may have any shape", () => {
  const odd = { ...answers.succeeded, usage: "5", output: { ...answers.succeeded.output, orig_prompt: 7, code: 3 } };
  expect(readTask(answer(odd), call).kind).toBe("done");
});

test.each([
  ["InvalidParameter", "provider_rejected"],
  ["InvalidParameter.DataInspection", "provider_refused_content"],
  ["DataInspectionFailed", "provider_refused_content"],
  ["IPInfringementSuspect", "provider_refused_content"],
  ["InvalidURL", "provider_rejected"],
  ["Arrearage", "provider_rejected"],
  ["InvalidApiKey", "provider_auth"],
  ["AccessDenied", "provider_auth"],
  ["AccessDenied.Unpurchased", "provider_auth"],
  ["Workspace.AccessDenied", "provider_auth"],
  ["Model.AccessDenied", "provider_auth"],
  ["AllocationQuota.FreeTierOnly", "provider_rejected"],
  ["ModelNotFound", "provider_rejected"],
  ["Throttling", "try_later"],
  ["Throttling.RateQuota", "try_later"],
  ["Throttling.BurstRate", "try_later"],
  ["LimitRequests", "try_later"],
  ["Throttling.AllocationQuota", "provider_rejected"],
  ["PrepaidBillOverdue", "provider_rejected"],
  ["CommodityNotPurchased", "provider_rejected"],
  ["InternalError.Timeout", undefined],
] as const)("the code %s means %s", (code, meaning) => {
  expect(meaningOf(CODES, { code, message: undefined })).toBe(meaning);
});

test("a refusal's words are its own", () => {
  expect(wordsOf(answer(answers.refused, 401))).toEqual({
    code: "InvalidApiKey",
    message: "Invalid API-key provided.",
  });
  expect(wordsOf(answer("no", 401))).toBeUndefined();
});

test("a cancel of what no longer waits stops nothing and may be billed", () => {
  expect(readCancel(answer({}, 200))).toEqual({ stops: true, billing: "not_billed" });
  expect(readCancel(answer({ code: "UnsupportedOperation" }, 400))).toEqual({ stops: false, billing: "may_be_billed" });
});

test("the list is read as documented, and never half", () => {
  expect(readList(answer(answers.list)).data.map(({ task_id: task }) => task)).toEqual([
    "50e2ccea-abc4-43d7-a0dc-000001",
    "3c777dbc-8cc6-4d80-aa90-000002",
  ]);
  expect(() => readList(answer({ data: [{ task_id: "a" }], total_page: 1 }))).toThrow();
});
