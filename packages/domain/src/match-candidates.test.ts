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

test("a finished task names its prompt: it is the one unknown submit's that had these words, whoever else is unknown", () => {
  const [clouds, sea] = [{ task: "a" }, { task: "b" }];
  const promptOf = new Map([
    [clouds, "the clouds drift"],
    [sea, "the sea moves"],
  ]);
  const mine = { ...one, prompt: "the clouds drift" };
  const theirs = { ...other, prompt: "the sea moves" };
  const unsettled = [mine, theirs];
  const match = (given: typeof mine | typeof theirs, unattached: { task: string }[]): unknown =>
    matchCandidates(given, { unattached, promptOf, unsettled });
  expect(match(mine, [clouds, sea])).toEqual({ kind: "found", operation: { task: "a" } });
  expect(match(theirs, [clouds, sea])).toEqual({ kind: "found", operation: { task: "b" } });
  expect(match(mine, [sea])).toEqual({ kind: "absent" });
  expect(match(mine, [sea, { task: "still running" }])).toEqual({
    kind: "found",
    operation: { task: "still running" },
  });
});

test.each([
  {
    what: "two unknown submits with the same words",
    prompts: ["the clouds drift", "the clouds drift"],
    told: "the clouds drift",
  },
  {
    what: "words that nobody sent, which the vendor may have changed",
    prompts: ["the clouds drift", "the sea moves"],
    told: "The clouds.",
  },
])("$what tell nothing", ({ prompts, told }) => {
  const task = { task: "a" };
  const unsettled = [
    { ...one, prompt: prompts[0] },
    { ...other, prompt: prompts[1] },
  ];
  const outcome = matchCandidates(unsettled[0]!, { unattached: [task], promptOf: new Map([[task, told]]), unsettled });
  expect(outcome.kind).toBe("unknown");
});
