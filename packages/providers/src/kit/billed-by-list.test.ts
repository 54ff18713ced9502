import type { ModelCapabilities } from "@kinora/contract";
import { expect, test } from "vitest";
import { billedByList } from "./billed-by-list.ts";
import type { PriceRow } from "./prices.ts";

const model = { id: "m", default_resolution: "1080p", default_duration_seconds: 5 } as ModelCapabilities;
const line: Pick<PriceRow, "models" | "currency" | "read"> = { models: ["m"], currency: "USD", read: "2026-11-23" };
const BY_SECOND: readonly PriceRow[] = [
  { ...line, resolution: "720p", per: "second", amount: 0.1 },
  { ...line, resolution: "1080p", per: "second", amount: 0.2 },
];
const BY_VIDEO: readonly PriceRow[] = [{ ...line, per: "video", amount: 0.5 }];
const question = { model, options: {}, region: undefined };

test("seconds and size that were made are billed, not those that were asked for", () => {
  const made = { seconds: 4, videos: 1, resolution: "720p" } as const;
  expect(billedByList(BY_SECOND, question, made)).toEqual({ amount: 0.4, currency: "USD", usd: 0.4 });
  expect(billedByList(BY_SECOND, question, { ...made, resolution: undefined })).toMatchObject({ amount: 0.8 });
  expect(billedByList(BY_SECOND, question, { ...made, videos: 2 })).toMatchObject({ amount: 0.8 });
  expect(billedByList(BY_VIDEO, question, made)).toMatchObject({ amount: 0.5 });
});

test("units that are about the seconds are seconds", () =>
  expect(billedByList(BY_SECOND, question, { units: 5.04 })).toEqual({ amount: 1.008, currency: "USD", usd: 1.008 }));

test("one unit is one video", () =>
  expect(billedByList(BY_VIDEO, question, { units: 1 })).toMatchObject({ amount: 0.5 }));

test.each([
  ["units that are no seconds of this film", BY_SECOND, { units: 11 }],
  ["units of a video that are not one", BY_VIDEO, { units: 5 }],
  ["a size that has no price", BY_SECOND, { seconds: 5, videos: 1, resolution: "480p" }],
  ["a model without a price", [], { units: 5 }],
] as const)("%s: nobody knows what it cost", (_, rows, made) =>
  expect(billedByList(rows, question, made)).toBeUndefined(),
);
