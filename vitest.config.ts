import { defineConfig } from "vitest/config";
import baseline from "./coverage-baseline.json" with { type: "json" };

export default defineConfig({
  test: {
    include: ["packages/*/src/**/*.test.ts", "test/**/*.test.ts", "bench/**/*.test.ts"],
    exclude: ["**/node_modules/**"],
    reporters: ["default", "./tools/last-line-reporter.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two cores: more forks only fight over them.
    pool: "forks",
    maxWorkers: 2,
    // `npm run coverage`, and CI: coverage may not fall below the baseline, which only rises. Child processes do not count.
    coverage: {
      enabled: process.env["KINORA_COVERAGE"] === "1",
      provider: "v8",
      thresholds: baseline,
      include: ["packages/*/src/**/*.ts"],
      exclude: ["**/*.test.ts", "**/kernel/assembly/**"],
      reporter: ["text-summary", "json-summary"],
    },
  },
});
