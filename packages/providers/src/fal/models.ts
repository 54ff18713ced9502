import type { ModelCapabilities, Resolution } from "@kinora/contract";
import type { OpenModel } from "../kit/open-model.ts";
import type { OpenModels } from "../kit/open-models.ts";

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

/** As Alibaba states it of every Wan, and fal of some. */
const WAN_LIMITS = { maxSeed: 2_147_483_647, maxNegativePromptChars: 500 };

const wan26 = (id: string, title: string): OpenModel => ({
  id,
  title,
  resolutions: ["720p", "1080p"],
  defaultResolution: "1080p",
  durations: [5, 10, 15],
  defaultDuration: 5,
  promptMaxChars: 800,
  image: WAN_IMAGE,
  parameters: { image: "image_url", duration: "text", takes: ["resolution", "negative_prompt", "seed"], ...WAN_LIMITS },
});

const WAN: readonly OpenModel[] = [
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
      ...WAN_LIMITS,
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
    parameters: {
      image: "image_url",
      duration: "text",
      takes: ["resolution", "negative_prompt", "seed"],
      ...WAN_LIMITS,
    },
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

const kling3 = (tier: "standard" | "pro", resolution: Resolution): OpenModel => ({
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

const KLING: readonly OpenModel[] = [
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

const hailuo = (tier: "standard" | "pro", changes: Pick<OpenModel, "resolutions" | "durations">): OpenModel => ({
  id: `fal-ai/minimax/hailuo-2.3/${tier}/image-to-video`,
  title: `MiniMax Hailuo 2.3 image to video, ${tier}, at fal`,
  defaultResolution: changes.resolutions[0] ?? "720p",
  defaultDuration: 6,
  promptMaxChars: 2000,
  image: { ...ANY_IMAGE, side_px: { min: 300, max: 8192 }, aspect_ratio: { min: 0.4, max: 2.5 } },
  parameters: { image: "image_url", duration: tier === "pro" ? "fixed" : "text", takes: [] },
  ...changes,
});

const seedance2 = (id: string, title: string): OpenModel => ({
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

const SEEDANCE: readonly OpenModel[] = [
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
      always: () => ({ aspect_ratio: "auto" }),
    },
  },
];

const veo = (id: string, title: string): OpenModel => ({
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
export const MODELS: readonly OpenModel[] = [
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

/** Some endpoints are spoken of with `fal-ai/` before their id, and are reached without it. */
const listed = (name: string): OpenModel | undefined =>
  MODELS.find(({ id }) => id === name) ?? MODELS.find(({ id }) => `fal-ai/${id}` === name);

/** What follows the host: the id of a listed endpoint, else the name as it is. */
export const endpointOf = (name: string): string => listed(name)?.id ?? name;

export const FAL_MODELS: OpenModels = {
  listed,
  usual: {
    image: ANY_IMAGE,
    promptMaxChars: ANY_PROMPT,
    parameters: {
      image: "image_url",
      duration: "text",
      takes: ["resolution", "aspect_ratio", "negative_prompt", "seed"],
    },
  },
};
