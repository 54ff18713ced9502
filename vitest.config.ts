import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import SlowFirst from "./tools/slow-first.ts";
import baseline from "./coverage-baseline.json" with { type: "json" };

// Node strips the types of what tests start (processes, threads) with a WebAssembly program of its own, which each would
// compile anew: from the cache a thread starts in half the time. And while such threads came and went, V8 of Node 24 lost
// count of its pages of code now and then, and ended the process ("Check failed: jit_page.has_value()", nodejs/node#64500).
// Not for coverage, whose places it blurs.
const coverage = process.env["KINORA_COVERAGE"] === "1";
if (!coverage)
  process.env["NODE_COMPILE_CACHE"] ??= fileURLToPath(new URL("node_modules/.cache/compiled", import.meta.url));

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
    maxWorkers: 2,
    sequence: { sequencer: SlowFirst },
    // `npm run coverage`, a run of its own: CI has 25 minutes. It may not fall below the baseline, which only rises. Child
    // processes do not count.
    coverage: {
      enabled: coverage,
      provider: "v8",
      thresholds: baseline,
      include: ["packages/*/src/**/*.ts"],
      // The page runs in Chromium (test/e2e/studio): here it would count as never run.
      exclude: ["**/*.test.ts", "**/kernel/assembly/**", "packages/studio/**"],
      reporter: ["text-summary", "json-summary"],
    },
  },
});
