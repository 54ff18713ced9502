import { Failure, type GenerationOptions, type JsonObject } from "@kinora/contract";
import { expect, test } from "vitest";
import type { FittedStill } from "../kit/fit-still.ts";
import type { Call, Order } from "../kit/http-adapter.ts";
import { namedModel, replicateManifest } from "./manifest.ts";
import { readSettings } from "./settings.ts";
import { translate } from "./translate.ts";

const manifest = replicateManifest("replicate");
const usual = readSettings({});
const VERSION = "0123456789abcdef".repeat(4);

const still = (name: string, size: Partial<FittedStill> = {}): FittedStill => ({
  bytes: new Uint8Array(),
  mediaType: "image/jpeg",
  width: 800,
  height: 600,
  fileName: "still.jpg",
  dataUri: () => `data:image/jpeg;base64,${name}`,
  ...size,
});

const order = (id: string, options: GenerationOptions = {}, changes: Partial<Order> = {}): Order => {
  const model = manifest.models.find((one) => one.id === id) ?? namedModel("replicate", usual.models)(id);
  if (model === undefined) throw new Error(`there is no ${id}`);
  return {
    plan: {} as Order["plan"],
    model,
    prompt: "clouds",
    options,
    resolution: options.resolution ?? model.default_resolution,
    durationSeconds: options.duration_seconds ?? model.default_duration_seconds,
    still: still("Zmlyc3Q="),
    lastStill: undefined,
    ...changes,
  };
};

/** These pictures are small: nothing is uploaded. */
const noUploads: Pick<Call, "send"> = { send: () => Promise.reject(new Error("nothing is to be sent")) };

const bodyOf = async (asked: Order, settings = usual): Promise<JsonObject> =>
  ((await translate(asked, settings, noUploads)).body as { json: JsonObject }).json;

const FIRST = "data:image/jpeg;base64,Zmlyc3Q=";

test.each<[string, JsonObject]>([
  ["wan-video/wan-2.5-i2v", { image: FIRST, duration: 5, resolution: "720p" }],
  ["wan-video/wan-2.2-i2v-a14b", { image: FIRST, resolution: "480p" }],
  ["kwaivgi/kling-v2.5-turbo-pro", { start_image: FIRST, duration: 5 }],
  ["minimax/hailuo-2.3", { first_frame_image: FIRST, duration: 6, resolution: "768p" }],
  ["bytedance/seedance-2.0", { image: FIRST, duration: 5, resolution: "720p", aspect_ratio: "adaptive" }],
  ["google/veo-3.1", { image: FIRST, duration: 8, resolution: "1080p", aspect_ratio: "16:9" }],
])("%s gets its picture, length and size as it wants them", async (id, expected) => {
  expect(await bodyOf(order(id))).toEqual({ input: { ...expected, prompt: "clouds" } });
  expect(await translate(order(id), usual, noUploads)).toMatchObject({
    path: `/v1/models/${id}/predictions`,
    headers: { "cancel-after": "60m" },
    warnings: [],
  });
});

test("a portrait is a portrait where the model takes every picture for a wide one", async () => {
  const portrait = still("Zmlyc3Q=", { width: 600, height: 800 });
  expect(await bodyOf(order("google/veo-3.1", {}, { still: portrait }))).toMatchObject({
    input: { aspect_ratio: "9:16" },
  });
  expect(await bodyOf(order("google/veo-3.1", { aspect_ratio: "16:9" }, { still: portrait }))).toMatchObject({
    input: { aspect_ratio: "16:9" },
  });
});

test("a version is run as such", async () => {
  const asked = order(`acme/new-model:${VERSION}`);
  expect(await translate(asked, usual, noUploads)).toMatchObject({ path: "/v1/predictions" });
  expect(await bodyOf(asked)).toEqual({ version: VERSION, input: { image: FIRST, prompt: "clouds" } });
});

test("a model that nobody here knows gets what was asked under the usual names, and that is said", async () => {
  const asked = order("acme/new-model", { duration_seconds: 7, seed: 0 });
  expect(await bodyOf(asked)).toEqual({ input: { image: FIRST, prompt: "clouds", duration: 7, seed: 0 } });
  expect((await translate(asked, usual, noUploads)).warnings?.map(({ option, code }) => [option, code])).toEqual([
    ["duration_seconds", "not_checked"],
    ["seed", "not_checked"],
  ]);
  expect(asked.model.billing).toBe("on_submit");
});

test("kinora.json says how a model wants its input", async () => {
  const settings = readSettings({ models: { "acme/new-model": { image: "first_frame", duration: "text" } } });
  const model = namedModel("replicate", settings.models)("acme/new-model");
  if (model === undefined) throw new Error("there is none");
  const asked = order("acme/new-model", { duration_seconds: 7 }, { model });
  expect(await bodyOf(asked, settings)).toEqual({ input: { first_frame: FIRST, prompt: "clouds", duration: "7" } });
  expect((await translate(asked, settings, noUploads)).warnings).toEqual([]);
  expect(() => readSettings({ models: { "acme/new-model": { duration: "minutes" } } })).toThrow(Failure);
});

test("provider_options never replace what the request says", async () => {
  const options = { provider_options: { image: "https://a.test", prompt: "other", enable_prompt_expansion: false } };
  expect(await bodyOf(order("wan-video/wan-2.5-i2v", options))).toEqual({
    input: { image: FIRST, prompt: "clouds", duration: 5, resolution: "720p", enable_prompt_expansion: false },
  });
});

test.each(["wan", "../x", "a/..", "a/b/c", "a/b:v1", "a//b", "a/b?x", "a b/c", ""])("%j is no model's name", (name) =>
  expect(namedModel("replicate", usual.models)(name)).toBeUndefined(),
);
