import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["packages/*/src/**/*.test.ts", "test/**/*.test.ts"],
    exclude: ["**/node_modules/**"],
    reporters: ["default", "./tools/last-line-reporter.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Two cores: more forks only fight over them.
    pool: "forks",
    maxWorkers: 2,
    coverage: {
      provider: "v8",
      include: ["packages/*/src/**/*.ts"],
      exclude: ["**/*.test.ts", "**/kernel/assembly/**"],
      reporter: ["text-summary", "json-summary"],
    },
  },
});
