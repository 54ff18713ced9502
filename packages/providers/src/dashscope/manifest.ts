import type { ModelCapabilities, Resolution } from "@kinora/contract";
import type { Manifest } from "../kit/manifest.ts";

const MEGABYTE = 1_000_000;

/** As the vendor states it; the first two generations of models take smaller pictures. */
const IMAGE_UNTIL_2_6 = {
  media_types: ["image/jpeg", "image/png", "image/webp"],
  max_bytes: 10 * MEGABYTE,
  side_px: { min: 360, max: 2000 },
  alpha: false,
};
const IMAGE_SINCE_2_7 = { ...IMAGE_UNTIL_2_6, max_bytes: 20 * MEGABYTE, side_px: { min: 240, max: 8000 } };

const OPTIONS = ["negative_prompt", "duration_seconds", "resolution", "seed", "provider_options"];

interface Wan {
  readonly id: string;
  readonly title: string;
  readonly resolutions: Resolution[];
  readonly defaultResolution: Resolution;
  readonly durations: ModelCapabilities["durations"];
  readonly promptMaxChars: number;
  /** For one second at the default resolution; null where the vendor names no price in dollars. */
  readonly usdPerSecond: number | null;
  readonly since27?: true;
}

const wan = (model: Wan): ModelCapabilities => ({
  id: model.id,
  provider: "dashscope",
  title: model.title,
  resolutions: model.resolutions,
  default_resolution: model.defaultResolution,
  durations: model.durations,
  default_duration_seconds: 5,
  // The vendor lets no one choose the frame rate.
  fps: [],
  options: model.since27 === true ? [...OPTIONS, "last_image"] : OPTIONS,
  image: model.since27 === true ? IMAGE_SINCE_2_7 : IMAGE_UNTIL_2_6,
  prompt_max_chars: model.promptMaxChars,
  billing: "on_success",
  usd_per_second: model.usdPerSecond,
});

const LEGACY: readonly Wan[] = [
  {
    id: "wan2.2-i2v-plus",
    title: "Wan 2.2 image to video, Plus",
    promptMaxChars: 800,
    usdPerSecond: null,
    resolutions: ["480p", "1080p"],
    defaultResolution: "1080p",
    durations: [5],
  },
  {
    id: "wan2.2-i2v-flash",
    title: "Wan 2.2 image to video, Flash",
    promptMaxChars: 800,
    usdPerSecond: null,
    resolutions: ["480p", "720p", "1080p"],
    defaultResolution: "720p",
    durations: [5],
  },
  {
    id: "wan2.5-i2v-preview",
    title: "Wan 2.5 image to video, preview",
    promptMaxChars: 1500,
    usdPerSecond: null,
    resolutions: ["480p", "720p", "1080p"],
    defaultResolution: "1080p",
    durations: [5, 10],
  },
  {
    id: "wan2.6-i2v",
    title: "Wan 2.6 image to video",
    promptMaxChars: 1500,
    usdPerSecond: 0.15,
    resolutions: ["720p", "1080p"],
    defaultResolution: "1080p",
    durations: { min: 2, max: 15 },
  },
  {
    id: "wan2.6-i2v-flash",
    title: "Wan 2.6 image to video, Flash",
    promptMaxChars: 1500,
    usdPerSecond: 0.075,
    resolutions: ["720p", "1080p"],
    defaultResolution: "1080p",
    durations: { min: 2, max: 15 },
  },
  {
    id: "wanx2.1-i2v-turbo",
    title: "Wan 2.1 image to video, Turbo",
    promptMaxChars: 800,
    usdPerSecond: 0.036,
    resolutions: ["480p", "720p"],
    defaultResolution: "720p",
    durations: [3, 4, 5],
  },
  {
    id: "wanx2.1-i2v-plus",
    title: "Wan 2.1 image to video, Plus",
    promptMaxChars: 800,
    usdPerSecond: 0.1,
    resolutions: ["720p"],
    defaultResolution: "720p",
    durations: [5],
  },
];

const SINCE_2_7: readonly Wan[] = [
  {
    id: "wan2.7-i2v",
    title: "Wan 2.7 image to video",
    promptMaxChars: 5000,
    usdPerSecond: null,
    since27: true,
    resolutions: ["720p", "1080p"],
    defaultResolution: "1080p",
    durations: { min: 2, max: 15 },
  },
  {
    id: "wan3.0-video",
    title: "Wan 3.0 video",
    promptMaxChars: 5000,
    usdPerSecond: 0.1,
    since27: true,
    resolutions: ["480p", "720p", "1080p"],
    defaultResolution: "720p",
    durations: { min: 2, max: 30 },
  },
  {
    id: "wan3.0-video-prime",
    title: "Wan 3.0 video, Prime",
    promptMaxChars: 5000,
    usdPerSecond: 0.14,
    since27: true,
    resolutions: ["480p", "720p", "1080p"],
    defaultResolution: "720p",
    durations: { min: 2, max: 30 },
  },
];

/**
 * Alibaba's Model Studio (DashScope) and its Wan models. Prices are the international ones, read on 2026-11-22; models that
 * are priced in yuan only have none here.
 */
export const dashscopeManifest: Manifest = {
  id: "dashscope",
  title: "Alibaba Model Studio (DashScope)",
  billing: "on_success",
  models: [...LEGACY, ...SINCE_2_7].map(wan),
};
