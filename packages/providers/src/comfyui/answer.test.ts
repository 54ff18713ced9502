import { expect, test } from "vitest";
import type { Answer } from "../kit/answer.ts";
import { failureInWords, meaningOf } from "../kit/vendor-words.ts";
import { CODES, entryOf, readEntry, wordsOf } from "./answer.ts";

const answer = (json: unknown, status = 200): Answer => ({ status, headers: {}, text: "", json });
const call: Parameters<typeof readEntry>[1] = {
  failure: (words) => {
    const meaning = meaningOf(CODES, words);
    return failureInWords(meaning === undefined || meaning === "try_later" ? "provider_failed" : meaning, "It", words);
  },
};
const reading = (entry: object): unknown => {
  const found = entryOf(answer({ p1: entry }), { prompt: "p1" });
  return found && readEntry(found, call);
};
const success = { status_str: "success", completed: true, messages: [] };

test("of a preview, a picture and a film, the kept film is the result", () => {
  const outputs = {
    "9": { images: [{ filename: "still_00001_.png", subfolder: "", type: "output" }] },
    "57": { gifs: [{ filename: "preview.mp4", subfolder: "", type: "temp", format: "video/h264-mp4" }] },
    "58": { gifs: [{ filename: "AnimateDiff_00002.mp4", subfolder: "clips", type: "output", frame_rate: 16 }] },
  };
  expect(reading({ outputs, status: success })).toEqual({
    kind: "done",
    result: { filename: "AnimateDiff_00002.mp4", subfolder: "clips", type: "output" },
  });
});

test("a WebM is taken where there is no MP4, and text that a node shows is no file", () => {
  const outputs = {
    "4": { text: ["done"] },
    "28": { images: [{ filename: "ComfyUI_1.webm", type: "output" }], animated: [true] },
  };
  expect(reading({ outputs, status: success })).toEqual({
    kind: "done",
    result: { filename: "ComfyUI_1.webm", subfolder: "", type: "output" },
  });
});

test.each(["ComfyUI_1.webp", "AnimateDiff_1.GIF"])(
  "an animated picture (%s) is taken where there is no film",
  (name) => {
    const outputs = { "28": { images: [{ filename: name, subfolder: "", type: "output" }], animated: [true] } };
    expect(reading({ outputs, status: success })).toMatchObject({ kind: "done", result: { filename: name } });
  },
);

test("a workflow that made only single pictures has failed, and what it needs is said", () => {
  const outputs = { "28": { images: [{ filename: "ComfyUI_1.png", subfolder: "", type: "output" }] } };
  expect(reading({ outputs, status: success })).toMatchObject({
    kind: "failed",
    failure: { code: "result_unusable", message: expect.stringContaining("SaveVideo") as string },
  });
});

test("an error names the node and what it said", () => {
  const error = { prompt_id: "p1", node_type: "KSampler", exception_type: "RuntimeError", exception_message: "no GPU" };
  const status = { status_str: "error", completed: false, messages: [["execution_error", error]] };
  expect(reading({ outputs: {}, status })).toMatchObject({
    kind: "failed",
    failure: { code: "provider_failed", message: expect.stringContaining("KSampler: no GPU") as string },
  });
});

test("an entry of another prompt is not taken for ours", () => {
  expect(entryOf(answer({ p2: { outputs: {}, status: success } }), { prompt: "p1" })).toBeUndefined();
});

test("a refused workflow tells each node's fault", () => {
  const refusal = {
    error: { type: "prompt_outputs_failed_validation", message: "Prompt outputs failed validation", details: "" },
    node_errors: {
      "52": {
        class_type: "LoadImage",
        errors: [{ type: "custom_validation_failed", message: "Custom validation failed", details: "image - a.png" }],
      },
    },
  };
  expect(wordsOf(answer(refusal, 400))).toEqual({
    code: "prompt_outputs_failed_validation",
    message: "Prompt outputs failed validation; LoadImage 52: Custom validation failed image - a.png",
  });
});
