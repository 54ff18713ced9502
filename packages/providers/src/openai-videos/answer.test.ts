import { expect, test } from "vitest";
import type { Answer } from "../kit/answer.ts";
import { meaningOf, type VendorWords } from "../kit/vendor-words.ts";
import { CODES, readAccepted, readList, readVideo, wordsOf } from "./answer.ts";

const answer = (json: unknown, status = 200): Answer => ({ status, headers: {}, text: JSON.stringify(json), json });
const call = {
  failure: (words: VendorWords) => ({
    code: "provider_failed" as const,
    message: words.message ?? "",
    providerCode: words.code,
  }),
};
const video = { id: "video_68d7", object: "video", model: "m", created_at: 1_790_000_000, seconds: "4" };

test.each([
  [
    { ...video, status: "queued", progress: 0 },
    { kind: "running", stage: "queued" },
  ],
  [
    { ...video, status: "in_progress", progress: 42 },
    { kind: "running", stage: "generating", progress: 42 },
  ],
  // LiteLLM lets this one through.
  [
    { ...video, status: "processing" },
    { kind: "running", stage: "generating" },
  ],
  [
    { ...video, status: "completed", progress: 100 },
    { kind: "done", result: { video: "video_68d7" } },
  ],
  // SGLang, after DELETE.
  [{ ...video, status: "deleted" }, { kind: "cancelled" }],
  [{ ...video, status: "expired" }, { kind: "forgotten" }],
  [
    { ...video, status: "failed", error: { code: "moderation_blocked", message: "It was blocked." } },
    { kind: "failed", failure: { message: "It was blocked.", providerCode: "moderation_blocked" } },
  ],
  [
    { ...video, status: "failed", error: null },
    { kind: "failed", failure: { message: "" } },
  ],
  [
    { ...video, status: "upscaling" },
    { kind: "running", warnings: [{ code: "unknown_status" }] },
  ],
])("%j is read as documented", (json, expected) => expect(readVideo(answer(json), call)).toMatchObject(expected));

test("what a seller says that it cost is billed, and else the seconds that it made", () => {
  const done = { ...video, status: "completed" };
  expect(readVideo(answer({ ...done, seconds: "8", usage: { cost: 0.42 } }), call)).toMatchObject({
    billed: { amount: 0.42, currency: "USD", usd: 0.42 },
    made: { seconds: 8, videos: 1 },
  });
  const silent = readVideo(answer({ ...done, seconds: null, usage: { cost: "a lot" } }), call);
  expect(silent).toEqual({ kind: "done", result: { video: "video_68d7" } });
});

test.each([404, 410])("status %d: it does not know the video", (status) =>
  expect(readVideo(answer({}, status), call)).toEqual({ kind: "forgotten" }),
);

test("an id of any server is taken, one that leaves the path is not", () => {
  expect(readAccepted(answer({ id: "video_bGl0ZWxsbTp3YW4=" }))).toEqual({ video: "video_bGl0ZWxsbTp3YW4=" });
  for (const id of ["", "../v1/models", "a/b", 7]) expect(readAccepted(answer({ id }))).toBeUndefined();
});

test.each([
  [{ error: { code: "moderation_blocked", message: "No." } }, "provider_refused_content"],
  [{ error: { code: null, type: "insufficient_quota", message: "No." } }, "provider_rejected"],
  [{ error: { code: 429, type: "rate_limit_exceeded", message: "No." } }, undefined],
  [{ error: { code: "invalid_api_key" } }, "provider_auth"],
  [{ detail: "Not Found" }, undefined],
])("%j means %s", (json, meaning) => expect(meaningOf(CODES, wordsOf(answer(json)))).toBe(meaning));

test("a list without cursors is a whole one, and its times are in milliseconds", () => {
  const { data, has_more: hasMore } = readList(answer({ object: "list", data: [{ ...video, prompt: null }] }));
  expect(data).toMatchObject([{ id: "video_68d7", created_at: 1_790_000_000_000 }]);
  expect(hasMore).toBeUndefined();
});
