import { expect, test } from "vitest";
import { EVENTS, sampleIn } from "./generation.sample.ts";
import { progressWorthWriting } from "./progress-worth-writing.ts";

const running = sampleIn("running");
const told = (changes: object): typeof EVENTS.progressed => ({
  ...EVENTS.progressed,
  stage: undefined,
  progress: 0,
  ...changes,
});

test.each([
  ["nothing new", told({}), Infinity],
  ["one point, just after the last", told({ progress: 1 }), 399],
  ["less than before", told({ progress: -3 }), Infinity],
])("%s is not written", (_, event, sinceWriteMs) => {
  expect(progressWorthWriting(running, event, sinceWriteMs)).toBe(false);
});

test.each([
  ["one point, long after the last", told({ progress: 1 }), 400],
  ["five points, just after the last", told({ progress: 5 }), 0],
  ["a new stage", told({ stage: "encoding" }), 0],
  ["a new warning", told({ warnings: [{ option: "fps", code: "c", message: "m" }] }), 0],
])("%s is written", (_, event, sinceWriteMs) => {
  expect(progressWorthWriting(running, event, sinceWriteMs)).toBe(true);
});

test("the first answer after polls that failed is written", () => {
  expect(progressWorthWriting({ ...running, pollFailures: 1 }, told({}), 0)).toBe(true);
});
