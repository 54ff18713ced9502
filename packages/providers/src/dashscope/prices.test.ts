import { expect, test } from "vitest";
import type { GenerationOptions } from "@kinora/contract";
import { priceByList } from "../kit/prices.ts";
import { dashscopeManifest } from "./manifest.ts";

const price = (id: string, region: string, options: GenerationOptions = {}): unknown => {
  const model = dashscopeManifest.models.find((one) => one.id === id);
  if (model === undefined) throw new Error(`there is no ${id}`);
  return priceByList(dashscopeManifest.prices ?? [], { model, options, region });
};

test.each([
  ["wan2.2-i2v-plus", "cn", {}, { amount: 3.5, currency: "CNY" }],
  ["wan2.2-i2v-plus", "cn", { resolution: "480p" }, { amount: 0.7, currency: "CNY" }],
  ["wan2.6-i2v", "intl", { resolution: "720p", duration_seconds: 10 }, { amount: 1, currency: "USD" }],
  ["wan2.6-i2v-flash", "intl", { provider_options: { audio: false } }, { amount: 0.1875, currency: "USD" }],
  ["wan3.0-video", "intl", { resolution: "1080p", duration_seconds: 2 }, { amount: 0.4, currency: "USD" }],
] as const)("%s in %s with %j", (...[id, region, options, expected]) => {
  expect(price(id, region, options)).toMatchObject(expected);
});

test.each([
  ["wan2.2-i2v-plus", "intl"],
  ["wan2.7-i2v", "cn"],
  ["wan2.6-i2v", "us"],
])("%s in %s has no price that we know", (id, region) => expect(price(id, region)).toBeUndefined());
