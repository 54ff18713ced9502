import { existsSync, readdirSync } from "node:fs";
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
  world: {
    clock: { now: () => 0 },
    rng: () => 0,
    allowedPrivateHosts: [],
    pollEveryMs: undefined,
    folder: "/nowhere",
    warn: (fact, fields) => void warned.push([fact, fields["provider"]]),
  },
};

test("providers are opened as they are set up, each with its own limit; a kind that this version lacks is said, and none", async () => {
  const { embedded, open } = builtInProviders(options);
  expect([embedded.id, embedded.configured]).toEqual(["local", true]);
  const lab = open({
    id: "lab",
    kind: "openai-videos",
    apiKey: undefined,
    baseUrl: "http://127.0.0.1:9/v1",
    options: {},
  });
  expect([lab?.id, lab?.configured, lab?.maxRunning]).toEqual(["lab", true, 7]);
  expect(open({ id: "fal", kind: "fal", apiKey: undefined, baseUrl: undefined, options: {} })?.configured).toBe(false);
  expect(open({ id: "later", kind: "not-yet-there", apiKey: undefined, baseUrl: undefined, options: {} })).toBe(
    undefined,
  );
  expect(warned).toEqual([["provider.unknown_kind", "later"]]);
  await embedded.close?.();
});

test("region and workspace can be stored where a vendor has them, and one's own servers are shown only when they are set up", () => {
  const { kinds } = builtInProviders(options);
  const factsOf = (name: string): unknown[] =>
    kinds
      .filter(({ kind }) => kind === name)
      .flatMap(({ alwaysListed, settings }) => [alwaysListed, ...settings.slice(2)]);
  expect(factsOf("dashscope")).toEqual([true, "region", "workspace"]);
  expect(factsOf("fal")).toEqual([true]);
  expect(factsOf("comfyui")).toEqual([false]);
});

const here = new URL("./", import.meta.url);
const adapterFolders = readdirSync(here).filter((name) => !name.includes(".") && name !== "kit" && name !== "local");

test.each(adapterFolders)("%s is listed (if not: node tools/list-adapters.js)", (name) => {
  expect(builtInProviders(options).kinds.map(({ kind }) => kind)).toContain(name);
});

test.each(adapterFolders)("%s has all that an adapter has", (name) => {
  const files = [
    "manifest.ts",
    "answer.ts",
    "translate.ts",
    "provider.ts",
    `${name}.test.ts`,
    "testing/dialect.ts",
    "README.md",
  ];
  expect(files.filter((file) => !existsSync(new URL(`${name}/${file}`, here)))).toEqual([]);
});
