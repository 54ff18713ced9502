import { defineConfig } from "vitest/config";
import SlowFirst from "./tools/slow-first.ts";
import baseline from "./coverage-baseline.json" with { type: "json" };

export default defineConfig({
  test: {
    include: ["packages/*/src/**/*.test.ts", "test/**/*.test.ts", "bench/**/*.test.ts"],
    exclude: ["**/node_modules/**"],
    reporters: ["default", "./tools/last-line-reporter.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // A busy machine is slow, not wrong.
    expect: { poll: { timeout: 30_000 } },
    // Two cores: more forks only fight over them.
    pool: "forks",
    // V8 of Node 24 can lose count of its pages of code when compiled WebAssembly and threads come and go, as in tests of the
    // engine, and then ends the process ("Check failed: jit_page.has_value()", nodejs/node#64500): 8 of 103 runs of
    // overlays.test.ts without this flag, none of 34 with it.
    execArgv: ["--no-memory-protection-keys"],
    maxWorkers: 2,
    sequence: { sequencer: SlowFirst },
    // `npm run coverage`, a run of its own: CI has 25 minutes. It may not fall below the baseline, which only rises. Child
    // processes do not count.
    coverage: {
      enabled: process.env["KINORA_COVERAGE"] === "1",
      provider: "v8",
      thresholds: baseline,
      include: ["packages/*/src/**/*.ts"],
      // The page runs in Chromium (test/e2e/studio): here it would count as never run.
      exclude: ["**/*.test.ts", "**/kernel/assembly/**", "packages/studio/**"],
      reporter: ["text-summary", "json-summary"],
    },
  },
});
