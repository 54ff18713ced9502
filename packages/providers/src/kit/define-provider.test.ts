import { expect, test } from "vitest";
import { defineProvider, type ProviderActions } from "./define-provider.ts";
import type { Manifest } from "./manifest.ts";

const actions: ProviderActions = {
  configured: true,
  maxRunning: 1,
  submit: () => Promise.resolve({ kind: "try_later", afterMs: 1 }),
  poll: () => Promise.resolve({ kind: "forgotten" }),
  download: () => Promise.resolve(),
};
const model: Manifest["models"][number] = {
  id: "acme-1",
  provider: "acme",
  title: "Acme 1",
  billing: "free",
  usd_per_second: 0,
  prompt_max_chars: 100,
  resolutions: ["720p"],
  default_resolution: "720p",
  durations: { min: 1, max: 9 },
  default_duration_seconds: 4,
  fps: [24],
  options: ["seed"],
  image: { media_types: ["image/png"], max_bytes: 9, side_px: { min: 1, max: 9 }, alpha: true },
};
const acme: Manifest = { id: "acme", title: "Acme", billing: "free", models: [model] };

const withModel = (changes: Partial<typeof model>): Manifest => ({
  ...acme,
  models: [{ ...model, ...changes }],
});

test("a provider is its manifest and its actions", () => {
  expect(defineProvider(acme, actions)).toMatchObject({ id: "acme", billing: "free", maxRunning: 1 });
});

test.each<[string, Manifest, RegExp]>([
  ["an id with a space", { ...acme, id: "my engine" }, /"my engine" is wrong/u],
  ["no models", { ...acme, models: [] }, /no models/u],
  [
    "a price of nothing that it has",
    { ...acme, prices: [{ models: ["x"], per: "video", amount: 1, currency: "USD", read: "2026-11-22" }] },
    /price/u,
  ],
  [
    "a default resolution that it lacks",
    withModel({ default_resolution: "2160p", resolutions: ["480p"] }),
    /default resolution/u,
  ],
  ["a default duration that it lacks", withModel({ durations: [5], default_duration_seconds: 4 }), /default duration/u],
  ["an option that no request has", withModel({ options: ["sparkle"] }), /names an option/u],
  ["a model of another provider", withModel({ provider: "fal" }), /another provider/u],
  ["two models of one name", { ...acme, models: [model, model] }, /same id/u],
])("a manifest with %s is refused", (_, manifest, words) => {
  expect(() => defineProvider(manifest, actions)).toThrow(words);
});

test("maxRunning is a whole number", () => {
  expect(() => defineProvider(acme, { ...actions, maxRunning: Number.NaN })).toThrow(/maxRunning/u);
});
