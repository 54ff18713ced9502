import { expect, test } from "vitest";
import type { Answer } from "../kit/answer.ts";
import type { Order } from "../kit/http-adapter.ts";
import { meaningOf, type VendorWords } from "../kit/vendor-words.ts";
import answers from "./__fixtures__/answers.json" with { type: "json" };
import {
  addressOf,
  appOf,
  CODES,
  operationSchema,
  readAccepted,
  readCancel,
  readResult,
  readStatus,
  wordsOf,
} from "./answer.ts";

const answer = (json: unknown, status = 200, headers: Answer["headers"] = {}): Answer => ({
  status,
  headers,
  text: JSON.stringify(json),
  json,
});
const call = {
  failure: (words: VendorWords) => ({
    code: "provider_failed" as const,
    message: words.message ?? "",
    providerCode: words.code,
  }),
};
const order = (id: string): Order => ({ model: { id } }) as Order;
const ID = "764cabcf-b745-4b3e-ae38-1200304cf45b";

const accepted = (json: unknown = answers.accepted): ReturnType<typeof readAccepted> =>
  readAccepted(answer(json), order("wan/v2.6/image-to-video"));

test("an accepted submit gives the request's id, its app and the queue's own addresses", () => {
  expect(accepted()).toEqual({
    request: ID,
    app: "wan/v2.6",
    urls: {
      status: `https://queue.fal.run/wan/v2.6/requests/${ID}/status`,
      result: `https://queue.fal.run/wan/v2.6/requests/${ID}`,
      cancel: `https://queue.fal.run/wan/v2.6/requests/${ID}/cancel`,
    },
  });
});

test("an accepted submit without addresses, or with odd ones, is accepted all the same", () => {
  expect(accepted({ request_id: "a" })).toEqual({ request: "a", app: "wan/v2.6", urls: null });
  expect(accepted({ ...answers.accepted, status_url: 7 })).toMatchObject({ request: ID, urls: null });
});

test.each([[{}], [{ request_id: "" }], [{ request_id: 7 }], [{ request_id: "../x" }], [null]])(
  "%j names no request",
  (json) => expect(accepted(json)).toBeUndefined(),
);

test("the queue's addresses are used where our key may go, and nowhere else", () => {
  const operation = operationSchema.parse(accepted());
  expect(addressOf(operation, "status", "https://queue.fal.run")).toBe(
    `https://queue.fal.run/wan/v2.6/requests/${ID}/status`,
  );
  expect(addressOf(operation, "status", "https://proxy.test")).toBe(`/wan/v2.6/requests/${ID}/status`);
  expect(addressOf(operation, "result", "https://proxy.test")).toBe(`/wan/v2.6/requests/${ID}`);
  expect(addressOf({ ...operation, urls: null }, "cancel", "https://queue.fal.run")).toBe(
    `/wan/v2.6/requests/${ID}/cancel`,
  );
});

test.each([
  ["wan/v2.6/image-to-video/flash", "wan/v2.6"],
  ["fal-ai/kling-video/v3/pro/image-to-video", "fal-ai/kling-video"],
  ["workflows/somebody/my-flow/run", "workflows/somebody/my-flow"],
])("the requests of %s are kept under %s", (endpoint, app) => expect(appOf(endpoint)).toBe(app));

test.each([
  [answers.queued, 202, { kind: "running", stage: "queued" }],
  [answers.running, 202, { kind: "running", stage: "generating" }],
  [answers.completed, 200, { kind: "ended", error: undefined }],
  [answers.failed, 200, { kind: "ended", error: { code: "request_timeout", message: "Request timed out" } }],
  [answers.failedByModel, 200, { kind: "ended", error: { code: undefined, message: "Unprocessable Entity" } }],
  [answers.cancelled, 200, { kind: "cancelled" }],
  [{ detail: "Request not found" }, 404, { kind: "forgotten" }],
])("a documented status (%#) stands as it should", (json, status, standing) => {
  expect(readStatus(answer(json, status))).toEqual(standing);
});

test("a status that nobody documents runs on, with a warning that names it", () => {
  expect(readStatus(answer({ status: "THINKING" }))).toMatchObject({
    kind: "running",
    warnings: [{ code: "unknown_status", message: expect.stringContaining("THINKING") as string }],
  });
});

test.each([
  [answers.film, "https://v3b.fal.media/files/b/penguin/output.mp4"],
  [answers.films, "https://v3b.fal.media/files/b/one.mp4"],
])("a request that ended well (%#) says where its film is", (json, url) =>
  expect(readResult(answer(json), undefined, call)).toEqual({ kind: "done", result: { url } }),
);

test("a request that failed is failed, in the words that have a type", () => {
  const error = { code: undefined, message: "Unprocessable Entity" };
  expect(readResult(answer(answers.moderated, 422), error, call)).toMatchObject({
    kind: "failed",
    failure: { providerCode: "content_policy_violation" },
  });
  const timedOut = { code: "request_timeout", message: "Request timed out" };
  expect(readResult(answer("", 502), timedOut, call)).toMatchObject({
    kind: "failed",
    failure: { providerCode: "request_timeout", message: "Request timed out" },
  });
});

test("a status with an error is a failure even where a result can be had", () => {
  const error = { code: "runner_disconnected", message: undefined };
  expect(readResult(answer(answers.film), error, call)).toMatchObject({
    kind: "failed",
    failure: { providerCode: "runner_disconnected" },
  });
});

test("what the model refused is failed although its status told of no error", () => {
  expect(readResult(answer(answers.tooSmall, 422), undefined, call)).toMatchObject({
    kind: "failed",
    failure: { providerCode: "image_too_small", message: "body.image_url: Image dimensions are too small." },
  });
});

test.each([
  [answers.timedOut, 504],
  [answers.timedOut, 500],
  [answers.inProgress, 400],
  [{ images: [] }, 200],
  [{ video: { url: "" } }, 200],
  ["x", 200],
])("a complete request whose result is %j (%i) is asked again: its film may be there", (json, status) => {
  expect(() => readResult(answer(json, status), undefined, call)).toThrow();
});

test("a result that is gone is forgotten", () => {
  expect(readResult(answer({ detail: "Not found" }, 404), undefined, call)).toEqual({ kind: "forgotten" });
});

test("words come with their type from body or header", () => {
  expect(wordsOf(answer(answers.timedOut, 504))).toEqual({ code: "request_timeout", message: "Request timed out" });
  expect(wordsOf(answer({ detail: "no" }, 500, { "x-fal-error-type": "internal_error" }))).toEqual({
    code: "internal_error",
    message: "no",
  });
  expect(wordsOf(answer("no", 401))).toBeUndefined();
});

test("an account without money is no wrong key", () => {
  expect(meaningOf(CODES, wordsOf(answer(answers.locked, 403)))).toBe("provider_rejected");
});

test.each([
  ["content_policy_violation", "provider_refused_content"],
  ["concurrent_requests_limit", "try_later"],
  ["image_too_small", "provider_rejected"],
  ["image_load_error", "provider_rejected"],
  ["file_download_error", "provider_rejected"],
  ["unsupported_image_format", "provider_rejected"],
  ["greater_than_equal", "provider_rejected"],
  ["missing", "provider_rejected"],
  ["internal_server_error", undefined],
  ["generation_timeout", undefined],
  ["runner_disconnected", undefined],
] as const)("the type %s means %s", (code, meaning) => {
  expect(meaningOf(CODES, { code, message: undefined })).toBe(meaning);
});

test.each([
  [{ kind: "running", stage: "queued" } as const, 202, { stops: true, billing: "not_billed" }],
  [{ kind: "running", stage: "generating" } as const, 202, { stops: false, billing: "may_be_billed" }],
  [{ kind: "running", stage: "queued" } as const, 400, { stops: false, billing: "may_be_billed" }],
  [{ kind: "ended", error: undefined } as const, 400, { stops: false, billing: "may_be_billed" }],
  [{ kind: "cancelled" } as const, 400, { stops: true, billing: "may_be_billed" }],
])("a cancel of %j that is answered with %i tells the truth", (before, status, expected) => {
  expect(readCancel(before, answer({}, status))).toEqual(expected);
});
