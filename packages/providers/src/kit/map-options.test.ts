import { expect, test } from "vitest";
import { honouredOptions, mapOptions, mergeJson, type OptionMapping } from "./map-options.ts";

const mapping: OptionMapping = {
  negative_prompt: (text) => ({ input: { negative: text } }),
  duration_seconds: (seconds) => ({ parameters: { duration: seconds } }),
  resolution: (resolution) => ({ parameters: { size: resolution } }),
  aspect_ratio: "unsupported",
  fps: "unsupported",
  seed: (seed) => ({ parameters: { seed } }),
  loop: (loop) => ({ parameters: { loop } }),
  last_image: "unsupported",
  motion: "unsupported",
  preview: "unsupported",
  provider_options: (extra) => extra,
};

test("each option makes its part of the body", () => {
  const options = {
    duration_seconds: 5,
    resolution: "720p",
    provider_options: { parameters: { watermark: true } },
  } as const;
  expect(mapOptions(mapping, options)).toEqual({ parameters: { duration: 5, size: "720p", watermark: true } });
});

test("zero, empty and false are values", () => {
  expect(mapOptions(mapping, { seed: 0, negative_prompt: "", loop: false, duration_seconds: 0.5 })).toEqual({
    input: { negative: "" },
    parameters: { seed: 0, loop: false, duration: 0.5 },
  });
});

test("an absent option makes nothing", () => expect(mapOptions(mapping, {})).toEqual({}));

test("what a mapping honours is what makes a part", () => {
  expect(honouredOptions(mapping)).toEqual([
    "negative_prompt",
    "duration_seconds",
    "resolution",
    "seed",
    "loop",
    "provider_options",
  ]);
});

test("lists and numbers are replaced, objects are merged", () => {
  expect(mergeJson({ a: { b: 1, c: [1] }, d: 1 }, { a: { c: [2] }, d: null })).toEqual({
    a: { b: 1, c: [2] },
    d: null,
  });
});
