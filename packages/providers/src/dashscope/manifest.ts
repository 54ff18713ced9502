import type { ModelCapabilities, Resolution } from "@kinora/contract";
import type { Manifest } from "../kit/manifest.ts";
import { PRICES } from "./prices.ts";

const MEGABYTE = 1_000_000;

/** As the vendor states it; models until 2.6 take smaller pictures than those since 2.7. */
const IMAGE_UNTIL_2_6 = {
  media_types: ["image/jpeg", "image/png", "image/webp"],
  // Of the data URI that it is sent as, a third of which is base64's own.
  max_bytes: 7 * MEGABYTE,
  side_px: { min: 360, max: 2000 },
  alpha: false,
};
const IMAGE_SINCE_2_7 = {
  ...IMAGE_UNTIL_2_6,
  max_bytes: 14 * MEGABYTE,
  side_px: { min: 240, max: 8000 },
  aspect_ratio: { min: 0.125, max: 8 },
};

const OPTIONS = ["negative_prompt", "duration_seconds", "resolution", "seed", "provider_options"];

interface Wan {
  readonly id: string;
  readonly title: string;
  readonly resolutions: Resolution[];
  readonly defaultResolution: Resolution;
  readonly durations: ModelCapabilities["durations"];
  readonly promptMaxChars: number;
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
  options: takesMedia(model.id) ? [...OPTIONS, "last_image"] : OPTIONS,
  image: takesMedia(model.id) ? IMAGE_SINCE_2_7 : IMAGE_UNTIL_2_6,
  prompt_max_chars: model.promptMaxChars,
  billing: "on_success",
  usd_per_second: null,
});

/** Models since 2.7 get their pictures as `input.media[]`; the older ones as `input.img_url`. */
export const takesMedia = (model: string): boolean => /^wan(?:2\.7|3\.)/u.test(model);

const MODELS: readonly Wan[] = [
  {
    id: "wan2.2-i2v-plus",
    title: "Wan 2.2 image to video, Plus",
    promptMaxChars: 800,
    resolutions: ["480p", "1080p"],
    defaultResolution: "1080p",
    durations: [5],
  },
  {
    id: "wan2.2-i2v-flash",
    title: "Wan 2.2 image to video, Flash",
    promptMaxChars: 800,
    resolutions: ["480p", "720p", "1080p"],
    defaultResolution: "720p",
    durations: [5],
  },
  {
    id: "wan2.5-i2v-preview",
    title: "Wan 2.5 image to video, preview",
    promptMaxChars: 1500,
    resolutions: ["480p", "720p", "1080p"],
    defaultResolution: "1080p",
    durations: [5, 10],
  },
  {
    id: "wan2.6-i2v",
    title: "Wan 2.6 image to video",
    promptMaxChars: 1500,
    resolutions: ["720p", "1080p"],
    defaultResolution: "1080p",
    durations: { min: 2, max: 15 },
  },
  {
    id: "wan2.6-i2v-us",
    title: "Wan 2.6 image to video, in Virginia",
    promptMaxChars: 1500,
    resolutions: ["720p", "1080p"],
    defaultResolution: "1080p",
    durations: [5, 10, 15],
  },
  {
    id: "wan2.6-i2v-flash",
    title: "Wan 2.6 image to video, Flash",
    promptMaxChars: 1500,
    resolutions: ["720p", "1080p"],
    defaultResolution: "1080p",
    durations: { min: 2, max: 15 },
  },
  {
    id: "wanx2.1-i2v-turbo",
    title: "Wan 2.1 image to video, Turbo",
    promptMaxChars: 800,
    resolutions: ["480p", "720p"],
    defaultResolution: "720p",
    durations: [3, 4, 5],
  },
  {
    id: "wanx2.1-i2v-plus",
    title: "Wan 2.1 image to video, Plus",
    promptMaxChars: 800,
    resolutions: ["720p"],
    defaultResolution: "720p",
    durations: [5],
  },
  {
    id: "wan2.7-i2v",
    title: "Wan 2.7 image to video",
    promptMaxChars: 5000,
    resolutions: ["720p", "1080p"],
    defaultResolution: "1080p",
    durations: { min: 2, max: 15 },
  },
  {
    id: "wan2.7-i2v-2026-04-25",
    title: "Wan 2.7 image to video, of 25 April 2026",
    promptMaxChars: 5000,
    resolutions: ["720p", "1080p"],
    defaultResolution: "1080p",
    durations: { min: 2, max: 15 },
  },
  {
    id: "wan3.0-video",
    title: "Wan 3.0 video",
    promptMaxChars: 5000,
    resolutions: ["480p", "720p", "1080p"],
    defaultResolution: "720p",
    durations: { min: 2, max: 30 },
  },
  {
    id: "wan3.0-video-prime",
    title: "Wan 3.0 video, Prime",
    promptMaxChars: 5000,
    resolutions: ["480p", "720p", "1080p"],
    defaultResolution: "720p",
    durations: { min: 2, max: 30 },
  },
];

/** Alibaba's Model Studio (DashScope) and its Wan models, as documented on 2026-11-22: README.md. */
export const dashscopeManifest: Manifest = {
  id: "dashscope",
  title: "Alibaba Model Studio (DashScope)",
  billing: "on_success",
  models: MODELS.map(wan),
  key: {
    variable: "DASHSCOPE_API_KEY",
    page: "https://www.alibabacloud.com/help/en/model-studio/get-api-key",
  },
  regions: [
    { id: "cn", title: "China (Beijing)", base_url: "https://dashscope.aliyuncs.com" },
    { id: "intl", title: "International (Singapore)", base_url: "https://dashscope-intl.aliyuncs.com" },
    { id: "us", title: "United States (Virginia)", base_url: "https://dashscope-us.aliyuncs.com" },
  ],
  prices: PRICES,
};
