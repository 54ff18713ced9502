import type { FailureCode } from "@kinora/contract";
import { expect, test } from "vitest";
import type { Fallback, Generation, GenerationFacts } from "./generation.ts";
import { after, EVENTS, sampleIn } from "./generation.sample.ts";
import { logEntries } from "./log-entries.ts";
import { next } from "./next.ts";

const free: Fallback = {
  model: "kinora-motion-1",
  provider: "local",
  billing: "free",
  options: { seed: 3 },
  estimateMicroUsd: 0,
  warnings: [{ option: "negative_prompt", code: "unsupported", message: "Left out." }],
};

const chain = (facts: Partial<GenerationFacts> = {}): Generation => ({
  ...sampleIn("queued", { model: "wan", provider: "dashscope", estimateMicroUsd: 100, ...facts }),
  fallbacks: [free],
  considered: [
    { model: "wan", provider: "dashscope", verdict: "chosen", reason: "It was asked for by its name." },
    { model: "kinora-motion-1", provider: "local", verdict: "fallback", reason: "Place 1 in fallback_models." },
  ],
});

const refusal = (code: FailureCode) =>
  ({ type: "submit_rejected", failure: { code, message: "It refused.", providerCode: undefined } }) as const;

const refused = (generation: Generation, code: FailureCode = "provider_rejected"): Generation => {
  const transition = next(after(generation, "submit_intended"), refusal(code), 5_000);
  if (transition.kind === "ignored") throw new Error(transition.reason);
  return transition.generation;
};

test("after a refusal the next model takes over with its own options and estimate, at once, and the caller is told", () => {
  expect(refused(chain())).toMatchObject({
    status: "queued",
    notBefore: 5_000,
    model: "kinora-motion-1",
    provider: "local",
    billing: "free",
    options: { seed: 3 },
    estimateMicroUsd: 0,
    attempts: 0,
    startedAt: undefined,
    fallbacks: [],
    warnings: [
      {
        option: "model",
        code: "fallback",
        message: "wan was not used: It refused. kinora-motion-1 takes its place, as fallback_models asks.",
      },
      { option: "negative_prompt", code: "unsupported", message: "Left out." },
    ],
    considered: [
      { model: "wan", verdict: "left", reason: "It refused." },
      { model: "kinora-motion-1", verdict: "chosen", reason: "Place 1 in fallback_models." },
    ],
  });
});

test("who is strict named the others: no warning is made of it", () => {
  expect(refused(chain({ strict: true })).warnings).toEqual(free.warnings);
});

test.each<FailureCode>([
  "provider_auth",
  "provider_busy",
  "provider_never_got_it",
  "over_budget",
  "model_not_configured",
])("after %s the next model is tried", (code) => {
  expect(refused(chain(), code).model).toBe("kinora-motion-1");
});

test.each<FailureCode>(["provider_refused_content", "image_unreadable", "provider_failed"])(
  "after %s no other model is tried",
  (code) => {
    expect(refused(chain(), code)).toMatchObject({ status: "failed", model: "wan", failure: { code } });
  },
);

test("a wish to cancel ends the chain", () => {
  const wished = after(chain(), "submit_intended", "cancel_asked");
  const transition = next(wished, refusal("provider_rejected"), 5_000);
  expect(transition).toMatchObject({ kind: "moved", generation: { status: "failed", model: "wan" } });
});

test.each(["submit_accepted", "submit_unknown"] as const)("after %s no other model is left to take over", (name) => {
  expect(after(chain(), "submit_intended", name).fallbacks).toBeUndefined();
});

test("what was absent after an unknown outcome is not handed to another model", () => {
  expect(after(chain(), "submit_intended", "submit_absent")).toMatchObject({ status: "failed", model: "wan" });
});

test("the log tells the choice anew, with what became of each model", () => {
  const before = after(chain(), "submit_intended");
  const now = refused(chain());
  expect(logEntries(before, now, EVENTS.submit_rejected)).toEqual([
    {
      type: "generation.model_chosen",
      data: {
        model: "kinora-motion-1",
        provider: "local",
        considered: [
          { model: "wan", provider: "dashscope", verdict: "left", reason: "It refused." },
          { model: "kinora-motion-1", provider: "local", verdict: "chosen", reason: "Place 1 in fallback_models." },
        ],
      },
    },
    { type: "generation.queued", data: { status: "queued", progress: 0, stage: null } },
  ]);
});
