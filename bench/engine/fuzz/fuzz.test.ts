import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { lineOf } from "./report.ts";
import { makeCase, runCase } from "./run-case.ts";

const SEED = 3;
const CASES = 12;

test("a dozen strange pictures and prompts end each in a whole video or a clear error", async () => {
  const folder = await mkdtemp(join(tmpdir(), "kinora-fuzz-"));
  try {
    const faults: string[] = [];
    for (let index = 0; index < CASES; index += 1) {
      const fuzzCase = await makeCase(SEED, index, { maxSidePx: 240, maxPixels: 40_000 });
      const result = await runCase(fuzzCase, await mkdtemp(join(folder, "case-")));
      if (result.end.kind === "fault") faults.push(lineOf(result));
    }
    expect(faults).toEqual([]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}, 180_000);
