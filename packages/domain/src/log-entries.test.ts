import { expect, test } from "vitest";
import { EVENTS, sampleIn } from "./generation.sample.ts";
import { firstLogEntries, logEntries } from "./log-entries.ts";
import { next } from "./next.ts";
import type { Generation } from "./generation.ts";

const entriesOf = (before: Generation, name: keyof typeof EVENTS): ReturnType<typeof logEntries> => {
  const moved = next(before, EVENTS[name], 3_000);
  return moved.kind === "moved" ? logEntries(before, moved.generation, EVENTS[name]) : [];
};

test("an accepted generation is said to be queued", () => {
  expect(firstLogEntries(sampleIn("queued"))).toEqual([
    { type: "generation.queued", data: { status: "queued", progress: 0, stage: null } },
  ]);
});

test.each([
  ["queued", "submit_intended", ["generation.submitting"]],
  ["submitting", "submit_postponed", ["generation.queued"]],
  ["submitting", "submit_accepted", ["generation.running"]],
  ["running", "progressed", ["generation.progressed"]],
  ["running", "poll_failed", ["generation.noted"]],
  ["running", "cancel_asked", ["generation.cancel_asked"]],
  ["running", "provider_done", ["generation.collecting"]],
  ["queued", "cancel_asked", ["generation.cancel_asked", "generation.cancelled"]],
  ["collecting", "collected", ["generation.succeeded"]],
  ["succeeded", "delivered", ["generation.delivered"]],
  ["submitting", "submit_unknown", ["generation.needs_review"]],
  ["running", "labelled", ["generation.labelled"]],
  ["succeeded", "trashed", ["generation.trashed"]],
  ["needs_review", "attached", ["generation.resolved", "generation.running"]],
  ["needs_review", "given_up", ["generation.resolved", "generation.failed"]],
  ["needs_review", "resubmit_asked", ["generation.resolved", "generation.queued"]],
] as const)("%s, when %s: the log says %j", (from, event, types) => {
  expect(entriesOf(sampleIn(from), event).map(({ type }) => type)).toEqual(types);
});

test("a failure is told with its code, its words and the provider's own code", () => {
  expect(entriesOf(sampleIn("running"), "provider_failed")).toEqual([
    {
      type: "generation.failed",
      data: {
        status: "failed",
        progress: 0,
        stage: null,
        error: { code: "provider_failed", message: "It broke.", provider_code: "E1" },
      },
    },
  ]);
});

test("progress is told with its stage", () => {
  expect(entriesOf(sampleIn("running"), "progressed")[0]?.data).toEqual({
    status: "running",
    progress: 42,
    stage: "rendering",
  });
});
