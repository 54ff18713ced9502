import { expect, test } from "vitest";
import type { ModelCapabilities } from "@kinora/contract";
import { priceByList, type PriceRow } from "./prices.ts";

const model = { id: "acme-1", default_resolution: "720p", default_duration_seconds: 5 } as ModelCapabilities;
const line = (changes: Partial<PriceRow>): PriceRow => ({
  models: ["acme-1"],
  per: "second",
  amount: 0.1,
  currency: "USD",
  read: "2026-11-22",
  ...changes,
});
const ask = (rows: PriceRow[], options = {}, region?: string): unknown => priceByList(rows, { model, options, region });

test("by the second: the model's own duration and resolution where the request names none", () => {
  expect(ask([line({ resolution: "720p" })])).toEqual({ amount: 0.5, currency: "USD", usd: 0.5 });
  expect(ask([line({ resolution: "720p" })], { duration_seconds: 0.5 })).toMatchObject({ amount: 0.05 });
});

test("by the video, of one length", () => {
  const rows = [line({ per: "video", seconds: 5, amount: 0.28 }), line({ per: "video", seconds: 10, amount: 0.56 })];
  expect(ask(rows, { duration_seconds: 10 })).toMatchObject({ amount: 0.56 });
  expect(ask(rows, { duration_seconds: 7 })).toBeUndefined();
});

test("the first line that holds counts: a condition on provider_options stands before the rest", () => {
  const rows = [line({ when: { audio: false }, amount: 0.025 }), line({ amount: 0.05 })];
  expect(ask(rows, { provider_options: { audio: false } })).toMatchObject({ amount: 0.125 });
  expect(ask(rows, { provider_options: { audio: true } })).toMatchObject({ amount: 0.25 });
  expect(ask(rows)).toMatchObject({ amount: 0.25 });
});

test("a price in yuan is kept in yuan, and in dollars by the dated table", () => {
  expect(ask([line({ currency: "CNY", amount: 0.7 })])).toEqual({ amount: 3.5, currency: "CNY", usd: 0.49 });
});

test("no line, no price: another model, region or resolution is never guessed", () => {
  expect(ask([line({ models: ["acme-2"] })])).toBeUndefined();
  expect(ask([line({ region: "cn" })], {}, "intl")).toBeUndefined();
  expect(ask([line({ resolution: "1080p" })])).toBeUndefined();
  expect(ask([line({ resolution: "1080p" })], { resolution: "1080p" })).toBeDefined();
});
