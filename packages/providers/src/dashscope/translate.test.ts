import type { GenerationOptions, JsonObject } from "@kinora/contract";
import { expect, test } from "vitest";
import type { FittedStill } from "../kit/fit-still.ts";
import type { Order } from "../kit/http-adapter.ts";
import { dashscopeManifest } from "./manifest.ts";
import { translate } from "./translate.ts";

const still = (name: string): FittedStill => ({
  bytes: new Uint8Array(),
  mediaType: "image/jpeg",
  width: 800,
  height: 600,
  fileName: "still.jpg",
  dataUri: () => `data:image/jpeg;base64,${name}`,
});

const order = (id: string, options: GenerationOptions = {}, changes: Partial<Order> = {}): Order => {
  const model = dashscopeManifest.models.find((one) => one.id === id);
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

const bodyOf = (asked: Order): JsonObject => (translate(asked, undefined).body as { json: JsonObject }).json;

test("AOG's model: one picture, its only length unsaid", () => {
  expect(bodyOf(order("wan2.2-i2v-plus"))).toEqual({
    model: "wan2.2-i2v-plus",
    input: { prompt: "clouds", img_url: "data:image/jpeg;base64,Zmlyc3Q=" },
    parameters: { resolution: "1080P" },
  });
});

test("since 2.7: a list of files, each with what it is for", () => {
  const options = { provider_options: { audio_url: "https://a.test/a.mp3" }, negative_prompt: "blur" };
  expect(bodyOf(order("wan2.7-i2v", options, { lastStill: still("bGFzdA==") }))).toEqual({
    model: "wan2.7-i2v",
    input: {
      prompt: "clouds",
      negative_prompt: "blur",
      media: [
        { type: "first_frame", url: "data:image/jpeg;base64,Zmlyc3Q=" },
        { type: "last_frame", url: "data:image/jpeg;base64,bGFzdA==" },
        { type: "driving_audio", url: "https://a.test/a.mp3" },
      ],
    },
    parameters: { resolution: "1080P", duration: 5 },
  });
});

test("until 2.6 a sound has a member of its own", () => {
  const input = bodyOf(order("wan2.6-i2v", { provider_options: { audio_url: "https://a.test/a.mp3" } }))["input"];
  expect(input).toMatchObject({ audio_url: "https://a.test/a.mp3" });
});

test("what the request leaves open is said, where the model has a choice", () => {
  expect(bodyOf(order("wan2.6-i2v-flash"))["parameters"]).toEqual({ resolution: "1080P", duration: 5 });
});

test("no prompt is no prompt", () => {
  expect(bodyOf(order("wan2.2-i2v-plus", {}, { prompt: undefined }))["input"]).not.toHaveProperty("prompt");
});

test("the asynchronous header is always there, a workspace where it is set", () => {
  expect(translate(order("wan2.2-i2v-plus"), undefined).headers).toEqual({ "x-dashscope-async": "enable" });
  expect(translate(order("wan2.2-i2v-plus"), "ws-1").headers).toMatchObject({ "x-dashscope-workspace": "ws-1" });
});

test("what the vendor would cut, refuse or not understand is done here and said", () => {
  const options = {
    negative_prompt: "x".repeat(501),
    seed: 4_294_967_295,
    provider_options: { sparkle: 1, watermark: true },
  };
  const { warnings } = translate(order("wan2.2-i2v-plus", options), undefined);
  expect(warnings?.map(({ option, code }) => [option, code])).toEqual([
    ["negative_prompt", "cut"],
    ["seed", "folded"],
    ["provider_options.sparkle", "unknown_field"],
  ]);
  expect(bodyOf(order("wan2.2-i2v-plus", options))).toMatchObject({
    input: { negative_prompt: "x".repeat(500) },
    parameters: { seed: 2_147_483_647, watermark: true },
  });
});

test("provider_options never replace model, picture or prompt", () => {
  const options = {
    provider_options: { model: "other", img_url: "https://a.test", prompt: "other", input: { prompt: "x" } },
  };
  expect(bodyOf(order("wan2.2-i2v-plus", options))).toMatchObject({
    model: "wan2.2-i2v-plus",
    input: { prompt: "clouds", img_url: "data:image/jpeg;base64,Zmlyc3Q=" },
  });
});
