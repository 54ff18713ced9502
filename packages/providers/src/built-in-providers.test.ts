import { expect, test } from "vitest";
import { builtInProviders, type BuiltInProvidersOptions } from "./built-in-providers.ts";

const warned: [string, unknown][] = [];
const options: BuiltInProvidersOptions = {
  runsFolder: "/nowhere",
  software: "test",
  toolEnvironment: {},
  analyzers: {},
  modulesDir: "/nowhere",
  comingWork: undefined,
  cores: 2,
  maxRunning: { lab: 7 },
  settings: [
    { id: "lab", kind: "openai-videos", apiKey: undefined, baseUrl: "http://127.0.0.1:9/v1", options: {} },
    { id: "later", kind: "not-yet-there", apiKey: undefined, baseUrl: undefined, options: {} },
  ],
  world: {
    clock: { now: () => 0 },
    rng: () => 0,
    allowedPrivateHosts: [],
    pollEveryMs: undefined,
    folder: "/nowhere",
    warn: (fact, fields) => void warned.push([fact, fields["provider"]]),
  },
};

test("the embedded engine comes first, vendors are listed without a key, and what this version lacks is said and left out", async () => {
  const providers = builtInProviders(options);
  expect(providers.map(({ id, configured }) => [id, configured])).toEqual([
    ["local", true],
    ["lab", true],
    ["dashscope", false],
    ["fal", false],
    ["replicate", false],
  ]);
  expect(providers.find(({ id }) => id === "lab")?.maxRunning).toBe(7);
  expect(warned).toEqual([["provider.unknown_kind", "later"]]);
  for (const provider of providers) await provider.close?.();
});
