import type { ModelView } from "@kinora/contract";
import { expect, test } from "vitest";
import { honoured, leftOut, lengthsOf } from "./draft-options.ts";

const model = { options: ["seed", "duration_seconds"], default_duration_seconds: 4 } as unknown as ModelView;

test("seed 0 is sent, and what the model does not honour is not", () => {
  expect(honoured({ seed: 0, loop: true }, model)).toEqual({ seed: 0 });
});

test("what the model leaves out is named", () => {
  expect(leftOut(model)).toEqual(["resolution", "fps", "loop", "negative_prompt"]);
});

test("a range offers usual lengths and the model's own; a list offers itself", () => {
  expect(lengthsOf({ ...model, durations: { min: 1, max: 10 } })).toEqual([3, 4, 5, 10]);
  expect(lengthsOf({ ...model, durations: [5, 8] })).toEqual([5, 8]);
});
