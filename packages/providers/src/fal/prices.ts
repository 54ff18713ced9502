import type { PriceRow } from "../kit/prices.ts";

type Line = Omit<PriceRow, "currency" | "read">;

const LINES: readonly Line[] = [
  { models: ["fal-ai/wan/v2.7/image-to-video"], resolution: "720p", per: "second", amount: 0.1 },
  { models: ["fal-ai/wan/v2.7/image-to-video"], resolution: "1080p", per: "second", amount: 0.15 },
  { models: ["fal-ai/wan-25-preview/image-to-video"], resolution: "480p", per: "second", amount: 0.05 },
  { models: ["fal-ai/wan-25-preview/image-to-video"], resolution: "720p", per: "second", amount: 0.1 },
  { models: ["fal-ai/wan-25-preview/image-to-video"], resolution: "1080p", per: "second", amount: 0.15 },
  { models: ["fal-ai/wan/v2.2-a14b/image-to-video/turbo"], resolution: "480p", per: "video", amount: 0.05 },
  { models: ["fal-ai/wan/v2.2-a14b/image-to-video/turbo"], resolution: "720p", per: "video", amount: 0.1 },
  { models: ["fal-ai/kling-video/v2.5-turbo/pro/image-to-video"], per: "second", amount: 0.07 },
  { models: ["fal-ai/minimax/hailuo-2.3/standard/image-to-video"], seconds: 6, per: "video", amount: 0.28 },
  { models: ["fal-ai/minimax/hailuo-2.3/standard/image-to-video"], seconds: 10, per: "video", amount: 0.56 },
  { models: ["fal-ai/minimax/hailuo-2.3/pro/image-to-video"], per: "video", amount: 0.49 },
  { models: ["bytedance/seedance-2.0/image-to-video"], resolution: "720p", per: "second", amount: 0.3024 },
  { models: ["bytedance/seedance-2.0/fast/image-to-video"], resolution: "720p", per: "second", amount: 0.2419 },
  { models: ["fal-ai/ltx-2.3/image-to-video"], resolution: "1080p", per: "second", amount: 0.06 },
  { models: ["fal-ai/ltx-2.3/image-to-video"], resolution: "2160p", per: "second", amount: 0.24 },
];

/**
 * What the endpoints' own pages say. What has no line here is not known: two pages of the vendor differ on it (Kling 3.0), it
 * goes by the size of the film (Seedance beside 720p), or its page was not to be had.
 */
export const PRICES: PriceRow[] = LINES.map((line) => ({ ...line, currency: "USD", read: "2026-11-23" }));
