import type { Generation } from "@kinora/domain";
import { expect, test } from "vitest";
import { etaOf } from "./eta.ts";

const startedAt = (ms: number | undefined): Generation => ({ startedAt: ms }) as Generation;

test("with no finished run nothing is foretold", () => {
  expect(etaOf(startedAt(0), { runSeconds: [], queuePosition: 0, nowMs: 0 })).toEqual({
    seconds: undefined,
    samples: 0,
  });
});

test("a run takes the median of earlier ones, less what has gone by, never less than nothing", () => {
  const runSeconds = [10, 2, 4, 100];
  expect(etaOf(startedAt(1000), { runSeconds, queuePosition: undefined, nowMs: 3000 })).toEqual({
    seconds: 5,
    samples: 4,
  });
  expect(etaOf(startedAt(1000), { runSeconds, queuePosition: undefined, nowMs: 60_000 }).seconds).toBe(0);
});

test("who waits, waits once more for each that stands before", () => {
  expect(etaOf(startedAt(undefined), { runSeconds: [3], queuePosition: 2, nowMs: 0 }).seconds).toBe(9);
});
