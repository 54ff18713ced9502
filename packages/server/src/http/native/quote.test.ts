import type { Quote } from "@kinora/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type FakeProvider, lossyProvider } from "../../testing/fake-provider.ts";
import { type Gateway, openGateway } from "../../testing/gateway.ts";
import { greyPng } from "../../testing/pictures.ts";

let paid: FakeProvider;
let gateway: Gateway;
beforeAll(async () => {
  paid = lossyProvider();
  gateway = await openGateway({ providers: [paid] });
});
afterAll(() => gateway[Symbol.asyncDispose]());

const quotes = async (body: object): Promise<Quote[]> => {
  const answer = await gateway.postJson("/api/v1/quote", body);
  expect(answer.status).toBe(200);
  return ((await answer.json()) as { quotes: Quote[] }).quotes;
};

test("all models answer at once: what each would cost, and why one does not fit", async () => {
  expect(await quotes({ prompt: "clouds", duration_seconds: 2 })).toEqual([
    { model: "fake-motion", provider: "fake", fits: true, cost_usd: 0, eta_seconds: null, order: 1 },
    {
      model: "wan2.2-i2v-plus",
      provider: "keyless",
      fits: false,
      reason: "keyless is not set up here.",
      cost_usd: null,
      eta_seconds: null,
      order: null,
    },
    { model: "lossy-motion", provider: "lossy", fits: true, cost_usd: 0.1, eta_seconds: null, order: null },
  ]);
  expect(paid.submitted).toEqual([]);
});

test.each([
  [{ resolution: "2160p" }, "resolution 2160p does not fit lossy-motion: it takes 480p, 720p."],
  [{ prompt: "x".repeat(1001) }, "The prompt has 1001 characters; lossy-motion takes at most 1000."],
  [{ negative_prompt: "blur", strict: true }, "lossy-motion does not know negative_prompt: it was left out."],
  [{ hybrid_policy: "always_local" }, "The policy always_local rules every remote model out."],
  [
    { max_cost_usd: 0.1 },
    "This request would cost about 0.20 USD, and max_cost_usd is 0.1. Raise it, or leave it out.",
  ],
])("%j does not fit, and the reason is said", async (body, reason) => {
  const quote = (await quotes(body)).find(({ model }) => model === "lossy-motion");
  expect([quote?.fits, quote?.reason]).toEqual([false, reason]);
});

test("what is no request is refused", async () => {
  expect((await gateway.postJson("/api/v1/quote", { seed: "x" })).status).toBe(400);
  expect((await gateway.postJson("/api/v1/quote", { image: {} })).status).toBe(400);
});

test("a picture that would have to be enlarged too far does not fit", async () => {
  Object.assign(paid.models[0]?.image ?? {}, { side_px: { min: 400, max: 2000 } });
  const [free, , quote] = await quotes({ image: { base64: greyPng(40, 30).toString("base64") } });
  expect([free?.fits, quote?.fits]).toEqual([true, false]);
  expect(quote?.reason).toContain("too small");
});
