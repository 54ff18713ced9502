import type { JsonObject, ModelCapabilities, OptionName, Resolution } from "@kinora/contract";

/** How an endpoint wants a length: "5", 5, "8s"; `fixed` where it has one length and no such member. */
export type DurationForm = "text" | "number" | "text_with_s" | "fixed";

/** How an endpoint wants what a request says: fal has no form that all of them share. */
export interface Parameters {
  /** The member that carries the still. */
  readonly image: string;
  /** The member that carries the last picture, where there is one. */
  readonly lastImage?: string;
  readonly duration: DurationForm;
  /** Options that it has under our own name. */
  readonly takes: readonly OptionName[];
  /** Members that are said although nobody asked, since the endpoint's own default would not follow the picture. */
  readonly always?: JsonObject;
}

export interface FalModel {
  readonly id: string;
  readonly title: string;
  readonly resolutions: Resolution[];
  readonly defaultResolution: Resolution;
  readonly durations: ModelCapabilities["durations"];
  readonly defaultDuration: number;
  readonly fps?: number[];
  readonly promptMaxChars: number;
  readonly image: ModelCapabilities["image"];
  readonly parameters: Parameters;
}

/** Where an endpoint names no limit, it is ours of a prompt. */
const ANY_PROMPT = 20_000;

/** Where an endpoint names no limit. The file travels inside JSON, a third larger, which is kept under 10 MB. */
const ANY_IMAGE: ModelCapabilities["image"] = {
  media_types: ["image/jpeg", "image/png", "image/webp"],
  max_bytes: 7_000_000,
  side_px: { min: 16, max: 8192 },
  alpha: false,
};

const WAN_IMAGE = { ...ANY_IMAGE, side_px: { min: 240, max: 7680 } };
const KLING_IMAGE = {
  ...ANY_IMAGE,
  media_types: ["image/jpeg", "image/png"],
  side_px: { min: 300, max: 8192 },
  aspect_ratio: { min: 0.4, max: 2.5 },
};

const wan26 = (id: string, title: string): FalModel => ({
  id,
  title,
  resolutions: ["720p", "1080p"],
  defaultResolution: "1080p",
  durations: [5, 10, 15],
  defaultDuration: 5,
  promptMaxChars: 800,
  image: WAN_IMAGE,
  parameters: { image: "image_url", duration: "text", takes: ["resolution", "negative_prompt", "seed"] },
});

const WAN: readonly FalModel[] = [
  {
    id: "fal-ai/wan/v2.7/image-to-video",
    title: "Wan 2.7 image to video, at fal",
    resolutions: ["720p", "1080p"],
    defaultResolution: "1080p",
    durations: { min: 2, max: 15 },
    defaultDuration: 5,
    promptMaxChars: 5000,
    image: WAN_IMAGE,
    parameters: {
      image: "image_url",
      lastImage: "end_image_url",
      duration: "number",
      takes: ["resolution", "negative_prompt", "seed"],
    },
  },
  wan26("wan/v2.6/image-to-video", "Wan 2.6 image to video, at fal"),
  wan26("wan/v2.6/image-to-video/flash", "Wan 2.6 image to video, Flash, at fal"),
  {
    id: "fal-ai/wan-25-preview/image-to-video",
    title: "Wan 2.5 image to video, preview, at fal",
    resolutions: ["480p", "720p", "1080p"],
    defaultResolution: "1080p",
    durations: [5, 10],
    defaultDuration: 5,
    promptMaxChars: 800,
    image: { ...WAN_IMAGE, side_px: { min: 360, max: 2000 } },
    parameters: { image: "image_url", duration: "text", takes: ["resolution", "negative_prompt", "seed"] },
  },
  {
    id: "fal-ai/wan/v2.2-a14b/image-to-video/turbo",
    title: "Wan 2.2 A14B image to video, Turbo, at fal",
    resolutions: ["480p", "720p"],
    defaultResolution: "720p",
    durations: [5],
    defaultDuration: 5,
    promptMaxChars: ANY_PROMPT,
    image: ANY_IMAGE,
    parameters: {
      image: "image_url",
      lastImage: "end_image_url",
      duration: "fixed",
      takes: ["resolution", "aspect_ratio", "seed"],
    },
  },
];

const kling3 = (tier: "standard" | "pro", resolution: Resolution): FalModel => ({
  id: `fal-ai/kling-video/v3/${tier}/image-to-video`,
  title: `Kling 3.0 image to video, ${tier}, at fal`,
  resolutions: [resolution],
  defaultResolution: resolution,
  durations: { min: 3, max: 15 },
  defaultDuration: 5,
  promptMaxChars: 2500,
  image: KLING_IMAGE,
  parameters: {
    image: "start_image_url",
    lastImage: "end_image_url",
    duration: "text",
    takes: ["negative_prompt"],
  },
});

const KLING: readonly FalModel[] = [
  kling3("pro", "1080p"),
  kling3("standard", "720p"),
  {
    id: "fal-ai/kling-video/v2.5-turbo/pro/image-to-video",
    title: "Kling 2.5 Turbo image to video, pro, at fal",
    resolutions: ["1080p"],
    defaultResolution: "1080p",
    durations: [5, 10],
    defaultDuration: 5,
    promptMaxChars: 2500,
    image: KLING_IMAGE,
    parameters: {
      image: "image_url",
      lastImage: "tail_image_url",
      duration: "text",
      takes: ["negative_prompt"],
    },
  },
];

const hailuo = (tier: "standard" | "pro", changes: Pick<FalModel, "resolutions" | "durations">): FalModel => ({
  id: `fal-ai/minimax/hailuo-2.3/${tier}/image-to-video`,
  title: `MiniMax Hailuo 2.3 image to video, ${tier}, at fal`,
  defaultResolution: changes.resolutions[0] ?? "720p",
  defaultDuration: 6,
  promptMaxChars: 2000,
  image: { ...ANY_IMAGE, side_px: { min: 300, max: 8192 }, aspect_ratio: { min: 0.4, max: 2.5 } },
  parameters: { image: "image_url", duration: tier === "pro" ? "fixed" : "text", takes: [] },
  ...changes,
});

const seedance2 = (id: string, title: string): FalModel => ({
  id,
  title,
  resolutions: ["480p", "720p"],
  defaultResolution: "720p",
  durations: { min: 4, max: 15 },
  defaultDuration: 5,
  promptMaxChars: ANY_PROMPT,
  image: ANY_IMAGE,
  parameters: {
    image: "image_url",
    lastImage: "end_image_url",
    duration: "text",
    takes: ["resolution", "aspect_ratio", "seed"],
  },
});

const SEEDANCE: readonly FalModel[] = [
  seedance2("bytedance/seedance-2.0/image-to-video", "Seedance 2.0 image to video, at fal"),
  seedance2("bytedance/seedance-2.0/fast/image-to-video", "Seedance 2.0 image to video, fast, at fal"),
  {
    id: "fal-ai/bytedance/seedance/v1.5/pro/image-to-video",
    title: "Seedance 1.5 image to video, pro, at fal",
    resolutions: ["480p", "720p", "1080p"],
    defaultResolution: "720p",
    durations: { min: 4, max: 12 },
    defaultDuration: 5,
    promptMaxChars: ANY_PROMPT,
    image: ANY_IMAGE,
    parameters: {
      image: "image_url",
      lastImage: "end_image_url",
      duration: "text",
      takes: ["resolution", "aspect_ratio", "seed"],
      // Its own default is 16:9, whatever the picture.
      always: { aspect_ratio: "auto" },
    },
  },
];

const veo = (id: string, title: string): FalModel => ({
  id,
  title,
  resolutions: ["720p", "1080p"],
  defaultResolution: "720p",
  durations: [4, 6, 8],
  defaultDuration: 8,
  promptMaxChars: ANY_PROMPT,
  image: ANY_IMAGE,
  parameters: {
    image: "image_url",
    duration: "text_with_s",
    takes: ["resolution", "aspect_ratio", "negative_prompt", "seed"],
  },
});

/** Endpoints whose input schema was read on 2026-11-23 (README.md); any other may be named as well. */
export const MODELS: readonly FalModel[] = [
  ...WAN,
  ...KLING,
  hailuo("standard", { resolutions: ["720p"], durations: [6, 10] }),
  hailuo("pro", { resolutions: ["1080p"], durations: [6] }),
  ...SEEDANCE,
  veo("fal-ai/veo3.1/image-to-video", "Veo 3.1 image to video, at fal"),
  veo("fal-ai/veo3.1/fast/image-to-video", "Veo 3.1 image to video, fast, at fal"),
  {
    id: "fal-ai/ltx-2.3/image-to-video",
    title: "LTX 2.3 image to video, pro, at fal",
    resolutions: ["1080p", "2160p"],
    defaultResolution: "1080p",
    durations: [6, 8, 10],
    defaultDuration: 6,
    fps: [24, 25, 48, 50],
    promptMaxChars: ANY_PROMPT,
    image: ANY_IMAGE,
    parameters: {
      image: "image_url",
      lastImage: "end_image_url",
      duration: "number",
      takes: ["resolution", "aspect_ratio", "fps"],
    },
  },
  {
    id: "xai/grok-imagine-video/v1.5/image-to-video",
    title: "Grok Imagine Video 1.5 image to video, at fal",
    resolutions: ["480p", "720p"],
    defaultResolution: "720p",
    durations: { min: 1, max: 15 },
    defaultDuration: 6,
    promptMaxChars: ANY_PROMPT,
    image: ANY_IMAGE,
    parameters: { image: "image_url", duration: "number", takes: ["resolution"] },
  },
];

/** What is taken for granted of an endpoint that is not in the list: the names that most of them have. */
export const USUAL = {
  image: ANY_IMAGE,
  promptMaxChars: ANY_PROMPT,
  parameters: {
    image: "image_url",
    duration: "text",
    takes: ["resolution", "aspect_ratio", "negative_prompt", "seed"],
  },
} as const satisfies Pick<FalModel, "image" | "promptMaxChars" | "parameters">;
