import { expect, test } from "vitest";
import { sampleIn } from "./generation.sample.ts";
import type { GenerationId } from "./generation-id.ts";
import { matchCandidates } from "./match-candidates.ts";

const one = sampleIn("submitting");
const other = sampleIn("needs_review", { id: "gen_other" as GenerationId });

test("one task that nobody has, for one unknown submit, is its task", () => {
  expect(matchCandidates(one, { unattached: [{ task: "a" }], unsettled: [one] })).toEqual({
    kind: "found",
    operation: { task: "a" },
  });
});

test("no task that nobody has: it is not there", () => {
  expect(matchCandidates(one, { unattached: [], unsettled: [one, other] })).toEqual({ kind: "absent" });
});

test.each([
  ["two tasks for one submit", ["a", "b"], [one]],
  ["one task for two submits", ["a"], [one, other]],
  ["two tasks for two submits, since the list names no prompt", ["a", "b"], [one, other]],
])("%s: nobody can know", (_, unattached, unsettled) => {
  expect(matchCandidates(one, { unattached, unsettled }).kind).toBe("unknown");
});

test.each([
  ["another model", { model: "another" }],
  ["another provider", { provider: "another" }],
])("an unknown submit to %s cannot have made the task", (_, facts) => {
  const elsewhere = sampleIn("needs_review", { id: "gen_other" as GenerationId, ...facts });
  expect(matchCandidates(one, { unattached: ["a"], unsettled: [one, elsewhere] }).kind).toBe("found");
});

test("an unknown submit of long ago cannot have made the task", () => {
  const sendBefore = one.attempt.sendBefore - 10_000 - 120_000;
  const at = (ms: number): typeof other => ({ ...other, attempt: { ...other.attempt, sendBefore: ms } });
  expect(matchCandidates(one, { unattached: ["a"], unsettled: [at(sendBefore)] }).kind).toBe("unknown");
  expect(matchCandidates(one, { unattached: ["a"], unsettled: [at(sendBefore - 1)] }).kind).toBe("found");
});
