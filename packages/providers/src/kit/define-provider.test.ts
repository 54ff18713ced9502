import { expect, test } from "vitest";
import { dashscopeManifest } from "../dashscope/manifest.ts";
import { localManifest } from "../local/manifest.ts";
import { defineProvider, type ProviderActions } from "./define-provider.ts";
import { knownProvider } from "./known-provider.ts";
import type { Manifest } from "./manifest.ts";

const actions: ProviderActions = {
  ...{ configured: true, maxRunning: 1 },
  submit: () => Promise.resolve({ kind: "try_later", afterMs: 1 }),
  poll: () => Promise.resolve({ kind: "forgotten" }),
  download: () => Promise.resolve(),
};
const [model] = localManifest.models;
if (model === undefined) throw new Error("the embedded engine has no model");

const withModel = (changes: Partial<typeof model>): Manifest => ({
  ...localManifest,
  models: [{ ...model, ...changes }],
});

test("a provider is its manifest and its actions", () => {
  expect(defineProvider(localManifest, actions)).toMatchObject({ id: "local", billing: "free", maxRunning: 1 });
});

test.each<[string, Manifest, RegExp]>([
  ["an id with a space", { ...localManifest, id: "my engine" }, /"my engine" is wrong/u],
  ["no models", { ...localManifest, models: [] }, /models/u],
  [
    "a default resolution that it lacks",
    withModel({ default_resolution: "2160p", resolutions: ["480p"] }),
    /default resolution/u,
  ],
  ["a default duration that it lacks", withModel({ durations: [5], default_duration_seconds: 4 }), /default duration/u],
  ["an option that no request has", withModel({ options: ["sparkle"] }), /names an option/u],
  ["a model of another provider", withModel({ provider: "fal" }), /another provider/u],
  ["two models of one name", { ...localManifest, models: [model, model] }, /same id/u],
])("a manifest with %s is refused", (_, manifest, words) => {
  expect(() => defineProvider(manifest, actions)).toThrow(words);
});

test("maxRunning is a whole number", () => {
  expect(() => defineProvider(localManifest, { ...actions, maxRunning: Number.NaN })).toThrow(/maxRunning/u);
});

test("DashScope's models are known and not configured: nothing is ever handed to it", async () => {
  const provider = knownProvider(dashscopeManifest);
  expect(provider.configured).toBe(false);
  expect(provider.models.map(({ id }) => id)).toContain("wan2.2-i2v-plus");
  expect(await provider.submit({} as never, {} as never)).toMatchObject({
    kind: "rejected",
    failure: { code: "model_not_configured" },
  });
});

test("AOG's default model takes 5 seconds at 480p or 1080p", () => {
  const wan = dashscopeManifest.models.find(({ id }) => id === "wan2.2-i2v-plus");
  expect(wan).toMatchObject({ durations: [5], resolutions: ["480p", "1080p"], default_resolution: "1080p" });
});
