import type { Resolution } from "@kinora/contract";
import type { PriceRow } from "../kit/prices.ts";

type Amounts = Partial<Record<Resolution, number>>;

interface Listed {
  readonly models: string[];
  /** By the second. */
  readonly amounts: Amounts;
  readonly when?: NonNullable<PriceRow["when"]>;
}

/** One line for each resolution. Beijing bills in yuan, the rest in dollars. */
const lines = (region: "cn" | "intl", { amounts, ...listed }: Listed): PriceRow[] =>
  Object.entries(amounts).map(([resolution, amount]) => ({
    ...listed,
    region,
    resolution: resolution as Resolution,
    per: "second",
    amount,
    currency: region === "cn" ? "CNY" : "USD",
    read: "2026-11-22",
  }));

/** The vendor's price lists. A model, region or resolution that is not here has no price that we know. */
export const PRICES: PriceRow[] = [
  ...lines("cn", { models: ["wan2.2-i2v-plus"], amounts: { "480p": 0.14, "1080p": 0.7 } }),
  ...lines("cn", { models: ["wan2.2-i2v-flash"], amounts: { "480p": 0.1, "720p": 0.2, "1080p": 0.48 } }),
  ...lines("cn", { models: ["wan2.5-i2v-preview"], amounts: { "480p": 0.3, "720p": 0.6, "1080p": 1 } }),
  ...lines("cn", { models: ["wan2.6-i2v"], amounts: { "720p": 0.6, "1080p": 1 } }),
  ...lines("intl", { models: ["wan2.6-i2v"], amounts: { "720p": 0.1, "1080p": 0.15 } }),
  ...lines("intl", {
    models: ["wan2.6-i2v-flash"],
    amounts: { "720p": 0.025, "1080p": 0.0375 },
    when: { audio: false },
  }),
  ...lines("intl", { models: ["wan2.6-i2v-flash"], amounts: { "720p": 0.05, "1080p": 0.075 } }),
  ...lines("intl", { models: ["wanx2.1-i2v-turbo"], amounts: { "480p": 0.036, "720p": 0.036 } }),
  ...lines("intl", { models: ["wanx2.1-i2v-plus"], amounts: { "720p": 0.1 } }),
  ...lines("intl", { models: ["wan3.0-video"], amounts: { "480p": 0.05, "720p": 0.1, "1080p": 0.2 } }),
  ...lines("intl", { models: ["wan3.0-video-prime"], amounts: { "480p": 0.068, "720p": 0.14, "1080p": 0.28 } }),
];
