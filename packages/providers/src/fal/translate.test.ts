import type { GenerationOptions, JsonObject } from "@kinora/contract";
import { Failure } from "@kinora/contract";
import { expect, test } from "vitest";
import type { FittedStill } from "../kit/fit-still.ts";
import type { Order } from "../kit/http-adapter.ts";
import { priceByList } from "../kit/prices.ts";
import { falManifest, namedModel } from "./manifest.ts";
import { readSettings } from "./settings.ts";
import { translate } from "./translate.ts";

const manifest = falManifest("fal");
const usual = readSettings({});

const still = (name: string): FittedStill => ({
  bytes: new Uint8Array(),
  mediaType: "image/jpeg",
  width: 800,
  height: 600,
  fileName: "still.jpg",
  dataUri: () => `data:image/jpeg;base64,${name}`,
});

const order = (id: string, options: GenerationOptions = {}, changes: Partial<Order> = {}): Order => {
  const model = manifest.models.find((one) => one.id === id) ?? namedModel("fal", usual)(id);
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

const bodyOf = (asked: Order, settings = usual): JsonObject =>
  (translate(asked, settings).body as { json: JsonObject }).json;

const FIRST = "data:image/jpeg;base64,Zmlyc3Q=";
const LAST = "data:image/jpeg;base64,bGFzdA==";

test.each<[string, JsonObject]>([
  ["wan/v2.6/image-to-video", { image_url: FIRST, duration: "5", resolution: "1080p" }],
  ["fal-ai/wan/v2.7/image-to-video", { image_url: FIRST, duration: 5, resolution: "1080p" }],
  ["fal-ai/wan/v2.2-a14b/image-to-video/turbo", { image_url: FIRST, resolution: "720p" }],
  ["fal-ai/kling-video/v3/pro/image-to-video", { start_image_url: FIRST, duration: "5" }],
  ["fal-ai/minimax/hailuo-2.3/standard/image-to-video", { image_url: FIRST, duration: "6" }],
  ["fal-ai/minimax/hailuo-2.3/pro/image-to-video", { image_url: FIRST }],
  ["fal-ai/veo3.1/image-to-video", { image_url: FIRST, duration: "8s", resolution: "720p" }],
  ["fal-ai/ltx-2.3/image-to-video", { image_url: FIRST, duration: 6, resolution: "1080p" }],
  [
    "fal-ai/bytedance/seedance/v1.5/pro/image-to-video",
    { image_url: FIRST, duration: "5", resolution: "720p", aspect_ratio: "auto" },
  ],
])("%s gets its picture, length and size as it wants them", (id, expected) => {
  expect(bodyOf(order(id))).toEqual({ ...expected, prompt: "clouds" });
  expect(translate(order(id), usual)).toMatchObject({ path: `/${id}`, warnings: [] });
});

test.each([
  ["fal-ai/wan/v2.7/image-to-video", "end_image_url"],
  ["fal-ai/kling-video/v2.5-turbo/pro/image-to-video", "tail_image_url"],
])("the last picture of %s is its %s", (id, member) => {
  expect(bodyOf(order(id, {}, { lastStill: still("bGFzdA==") }))[member]).toBe(LAST);
});

test("the queue is told not to begin again by itself, and how long films may lie there", () => {
  expect(translate(order("wan/v2.6/image-to-video"), usual).headers).toEqual({
    "x-fal-no-retry": "1",
    "x-fal-object-lifecycle-preference": '{"expiration_duration_seconds":604800}',
  });
  const asTheAccountSays = readSettings({ keep_media_seconds: null });
  expect(translate(order("wan/v2.6/image-to-video"), asTheAccountSays).headers).toEqual({ "x-fal-no-retry": "1" });
});

test("provider_options are passed on, but never replace what the request says", () => {
  const options = {
    provider_options: { image_url: "https://a.test", prompt: "other", duration: "10", multi_shots: false },
  };
  expect(bodyOf(order("wan/v2.6/image-to-video", options))).toEqual({
    image_url: FIRST,
    prompt: "clouds",
    duration: "5",
    resolution: "1080p",
    multi_shots: false,
  });
  expect(
    translate(order("wan/v2.6/image-to-video", options), usual).warnings?.map(({ option, code }) => [option, code]),
  ).toEqual([
    ["provider_options.image_url", "said_already"],
    ["provider_options.prompt", "said_already"],
    ["provider_options.duration", "said_already"],
  ]);
});

test("what the endpoint would refuse is done here and said", () => {
  const asked = order("wan/v2.6/image-to-video", { seed: 4_294_967_295, negative_prompt: "x".repeat(501) });
  expect(bodyOf(asked)).toMatchObject({ seed: 2_147_483_647, negative_prompt: "x".repeat(500) });
  expect(translate(asked, usual).warnings?.map(({ option, code }) => [option, code])).toEqual([
    ["seed", "folded"],
    ["negative_prompt", "cut"],
  ]);
});

test("provider_options bring no prompt where there is none", () => {
  const options = { provider_options: { prompt: "other" } };
  expect(bodyOf(order("wan/v2.6/image-to-video", options, { prompt: undefined }))).not.toHaveProperty("prompt");
});

test("an endpoint that nobody here knows gets what was asked under the usual names, and that is said", () => {
  const asked = order("acme/new-model/image-to-video", { duration_seconds: 7, seed: 0 });
  expect(bodyOf(asked)).toEqual({ image_url: FIRST, prompt: "clouds", duration: "7", seed: 0 });
  expect(translate(asked, usual).warnings?.map(({ option, code }) => [option, code])).toEqual([
    ["duration_seconds", "not_checked"],
    ["seed", "not_checked"],
  ]);
  expect(bodyOf(order("acme/new-model/image-to-video", { provider_options: { duration: 7 } }))).toMatchObject({
    duration: 7,
  });
});

test("kinora.json says how an endpoint wants its input", () => {
  const settings = readSettings({
    models: { "acme/new-model/i2v": { image: "first_frame", last_image: "last_frame", duration: "number" } },
  });
  const model = namedModel("fal", settings)("acme/new-model/i2v");
  if (model === undefined) throw new Error("there is none");
  expect(model.options).toContain("last_image");
  const asked = order("acme/new-model/i2v", { duration_seconds: 7 }, { model, lastStill: still("bGFzdA==") });
  expect(bodyOf(asked, settings)).toEqual({ first_frame: FIRST, last_frame: LAST, prompt: "clouds", duration: 7 });
  expect(translate(asked, settings).warnings).toEqual([]);
});

test("a listed endpoint may be named with fal-ai/ before it", () => {
  const asked = order("fal-ai/wan/v2.6/image-to-video");
  expect(asked.model).toMatchObject({ id: "fal-ai/wan/v2.6/image-to-video", durations: [5, 10, 15] });
  expect(translate(asked, usual)).toMatchObject({ path: "/wan/v2.6/image-to-video", warnings: [] });
});

test.each(["wan", "../etc/passwd", "a/../b", "a//b", "/a/b", "a/b?x=1", "a/b#c", "a/b c", ""])(
  "%j is no endpoint's name",
  (name) => expect(namedModel("fal", usual)(name)).toBeUndefined(),
);

test.each([
  { keep_media_seconds: 10 },
  { models: { "a/b": { image: "a b" } } },
  { models: { "a/b": { picture: "image" } } },
])("settings that cannot be (%j) are refused, saying what is wrong", (options) => {
  expect(() => readSettings(options)).toThrow(Failure);
});

test.each([
  ["fal-ai/wan/v2.7/image-to-video", { resolution: "720p", duration_seconds: 10 }, 1],
  ["fal-ai/wan/v2.2-a14b/image-to-video/turbo", {}, 0.1],
  ["fal-ai/kling-video/v2.5-turbo/pro/image-to-video", { duration_seconds: 10 }, 0.7],
  ["fal-ai/minimax/hailuo-2.3/standard/image-to-video", { duration_seconds: 10 }, 0.56],
  ["bytedance/seedance-2.0/image-to-video", {}, 1.512],
] as const)("%s with %j costs %d dollars", (id, options, amount) => {
  const { model } = order(id);
  expect(priceByList(manifest.prices ?? [], { model, options, region: undefined })).toMatchObject({ amount });
});

test.each(["wan/v2.6/image-to-video", "fal-ai/kling-video/v3/pro/image-to-video", "fal-ai/veo3.1/image-to-video"])(
  "%s has no price that we know",
  (id) => {
    const { model } = order(id);
    expect(priceByList(manifest.prices ?? [], { model, options: {}, region: undefined })).toBeUndefined();
  },
);
