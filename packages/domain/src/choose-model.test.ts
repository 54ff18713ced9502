import { Failure, type FailureCode, type ModelCapabilities } from "@kinora/contract";
import { expect, test } from "vitest";
import { chooseModel, type ModelWish, type Offer } from "./choose-model.ts";

const model = (changes: Partial<ModelCapabilities>): ModelCapabilities => ({
  id: "kinora-motion-1",
  provider: "local",
  title: "Motion",
  resolutions: ["480p", "720p"],
  fps: [24, 30],
  default_resolution: "720p",
  durations: { min: 1, max: 15 },
  default_duration_seconds: 4,
  options: ["duration_seconds", "resolution", "fps", "seed", "loop"],
  image: { media_types: ["image/png"], max_bytes: 9, side_px: { min: 1, max: 9 }, alpha: true },
  prompt_max_chars: 100,
  billing: "free",
  usd_per_second: 0,
  ...changes,
});

const local: Offer = { model: model({}), configured: true };
const paid = model({
  id: "wan2.2-i2v-plus",
  provider: "dashscope",
  billing: "on_success",
  durations: [5],
  fps: [],
  options: ["duration_seconds", "resolution", "seed", "negative_prompt"],
});
const wanWithKey: Offer = { model: paid, configured: true };
const wanWithoutKey: Offer = { model: paid, configured: false };

const wish = (changes: Partial<ModelWish>): ModelWish => ({
  model: "auto",
  options: {},
  strict: false,
  hybridPolicy: "default",
  fallback: "local",
  ...changes,
});

const refusal = (offers: readonly Offer[], asked: Partial<ModelWish>): [FailureCode, string] => {
  try {
    chooseModel(offers, wish(asked));
  } catch (error) {
    if (error instanceof Failure) return [error.code, error.message];
  }
  throw new Error("it was not refused");
};

test("auto is the free model", () => {
  expect(chooseModel([wanWithKey, local], wish({})).model.id).toBe("kinora-motion-1");
});

test.each(["wan2.2-i2v-plus", "dashscope/wan2.2-i2v-plus"])("%s is found by its name", (name) => {
  expect(chooseModel([local, wanWithKey], wish({ model: name }))).toEqual({ model: paid, options: {}, warnings: [] });
});

test("a name that nobody has is not found, whatever the policy", () => {
  expect(refusal([local], { model: "wan9" })[0]).toBe("model_not_found");
  expect(refusal([local], { model: "wan9", hybridPolicy: "always_local" })[0]).toBe("model_not_found");
});

test("the embedded engine stands in for a model without a key, and says so", () => {
  const choice = chooseModel([local, wanWithoutKey], wish({ model: "wan2.2-i2v-plus" }));
  expect(choice.model.id).toBe("kinora-motion-1");
  expect(choice.warnings).toEqual([
    {
      option: "model",
      code: "stand_in",
      message:
        'wan2.2-i2v-plus is a model of dashscope, which is not set up here: kinora-motion-1 stands in. Send "strict": true to refuse a stand-in.',
    },
  ]);
});

test.each<Partial<ModelWish>>([{ hybridPolicy: "always_remote" }, { fallback: "off" }, { strict: true }])(
  "no stand-in with %j",
  (asked) => {
    expect(refusal([local, wanWithoutKey], { model: "wan2.2-i2v-plus", ...asked })[0]).toBe("model_not_configured");
  },
);

test.each(["auto", "kinora-motion-1", "local/kinora-motion-1"])(
  "always_remote does not mean the embedded engine: %s",
  (name) => {
    expect(refusal([local, wanWithKey], { model: name, hybridPolicy: "always_remote" })).toEqual([
      "model_not_configured",
      `hybrid_policy is always_remote, and ${name} means the embedded engine: name a remote model, or another policy.`,
    ]);
  },
);

test("always_remote uses a remote model that is set up", () => {
  const choice = chooseModel([local, wanWithKey], wish({ model: "wan2.2-i2v-plus", hybridPolicy: "always_remote" }));
  expect(choice).toEqual({ model: paid, options: {}, warnings: [] });
});

test("always_local uses the embedded engine even where there is a key, and says so", () => {
  const choice = chooseModel([local, wanWithKey], wish({ model: "wan2.2-i2v-plus", hybridPolicy: "always_local" }));
  expect(choice.model.id).toBe("kinora-motion-1");
  expect(choice.warnings.map(({ code }) => code)).toEqual(["always_local"]);
});

test("options that the model honours are kept, seed 0 and loop false among them", () => {
  const options = { seed: 0, loop: false, duration_seconds: 1 };
  expect(chooseModel([local], wish({ options }))).toMatchObject({ options, warnings: [] });
});

test("an option that the model does not know is left out and warned about, or refused when strict", () => {
  const options = { negative_prompt: "blur", seed: 3 };
  const choice = chooseModel([local], wish({ options }));
  expect(choice.options).toEqual({ seed: 3 });
  expect(choice.warnings).toEqual([
    {
      option: "negative_prompt",
      code: "unsupported",
      message: "kinora-motion-1 does not know negative_prompt: it was left out.",
    },
  ]);
  expect(refusal([local], { options, strict: true })).toEqual([
    "unsupported_option",
    "kinora-motion-1 does not know negative_prompt: it was left out.",
  ]);
});

test.each<[string, ModelWish["options"], string]>([
  ["auto", { duration_seconds: 0.5 }, "duration_seconds 0.5 does not fit kinora-motion-1: it takes 1 to 15 s."],
  ["wan2.2-i2v-plus", { duration_seconds: 4 }, "duration_seconds 4 does not fit wan2.2-i2v-plus: it takes 5 s."],
  ["auto", { resolution: "2160p" }, "resolution 2160p does not fit kinora-motion-1: it takes 480p, 720p."],
  ["auto", { fps: 25 }, "fps 25 does not fit kinora-motion-1: it takes 24, 30."],
])("%s with %j is refused with what fits", (name, options, sentence) => {
  expect(refusal([local, wanWithKey], { model: name, options })).toEqual(["bad_option", sentence]);
});

test("what a motion plan says of duration and frame rate is checked like the options, and counts as them", () => {
  const withMotion: Offer = { model: model({ options: [...model({}).options, "motion"] }), configured: true };
  expect(refusal([withMotion], { options: { motion: { duration_seconds: 60 } } })).toEqual([
    "bad_option",
    "duration_seconds 60 does not fit kinora-motion-1: it takes 1 to 15 s.",
  ]);
  const options = { motion: { duration_seconds: 8, strokes: [] } };
  expect(chooseModel([withMotion], wish({ options }))).toMatchObject({
    options: { duration_seconds: 8, motion: { strokes: [] } },
    warnings: [],
  });
  expect(refusal([withMotion], { options: { ...options, duration_seconds: 5 }, strict: true })[0]).toBe(
    "unsupported_option",
  );
});

test("values are checked against the model that stands in, not the one that was asked", () => {
  const choice = chooseModel(
    [local, wanWithoutKey],
    wish({ model: "wan2.2-i2v-plus", options: { duration_seconds: 7 } }),
  );
  expect(choice.options).toEqual({ duration_seconds: 7 });
});

test("no free model and none asked for: said", () => {
  expect(refusal([wanWithKey], {})[0]).toBe("model_not_configured");
});
