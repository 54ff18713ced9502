import type { ModelCapabilities } from "@kinora/contract";
import type { FittedStill } from "../kit/fit-still.ts";
import type { OpenModel } from "../kit/open-model.ts";
import type { OpenModels } from "../kit/open-models.ts";

/** Where a model names no limit, it is ours of a prompt. */
const ANY_PROMPT = 20_000;

/** Where a model names no limit, it is that of the vendor's own uploads. */
const ANY_IMAGE: ModelCapabilities["image"] = {
  media_types: ["image/jpeg", "image/png", "image/webp"],
  max_bytes: 100 * 1024 * 1024,
  side_px: { min: 16, max: 8192 },
  alpha: false,
};

/** As Kuaishou and MiniMax state it of their models, wherever they run. */
const NEITHER_SMALL_NOR_LONG = {
  ...ANY_IMAGE,
  side_px: { min: 300, max: 8192 },
  aspect_ratio: { min: 0.4, max: 2.5 },
};

/** A model that knows two shapes, and takes every picture for a wide one. */
const shapeOf = ({ width, height }: FittedStill): { aspect_ratio: string } => ({
  aspect_ratio: height > width ? "9:16" : "16:9",
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
    image: "image",
    lastImage: "last_frame_image",
    duration: "number",
    takes: ["resolution", "aspect_ratio", "seed"],
    // Its own default is 16:9, whatever the picture.
    always: () => ({ aspect_ratio: "adaptive" }),
  },
});

/** Models whose input schema was read on 2026-11-23 (README.md); any other may be named as well. */
export const MODELS: readonly OpenModel[] = [
  {
    id: "wan-video/wan-2.5-i2v",
    title: "Wan 2.5 image to video, at Replicate",
    resolutions: ["480p", "720p", "1080p"],
    defaultResolution: "720p",
    durations: [5, 10],
    defaultDuration: 5,
    promptMaxChars: ANY_PROMPT,
    image: { ...ANY_IMAGE, max_bytes: 10_000_000, side_px: { min: 360, max: 2000 } },
    parameters: {
      image: "image",
      duration: "number",
      takes: ["resolution", "negative_prompt", "seed"],
      // As Alibaba states it of every Wan.
      maxSeed: 2_147_483_647,
      maxNegativePromptChars: 500,
    },
  },
  {
    id: "wan-video/wan-2.2-i2v-a14b",
    title: "Wan 2.2 A14B image to video, at Replicate",
    resolutions: ["480p", "720p"],
    defaultResolution: "480p",
    // 81 frames, 16 a second.
    durations: [5],
    defaultDuration: 5,
    promptMaxChars: ANY_PROMPT,
    image: ANY_IMAGE,
    parameters: { image: "image", duration: "fixed", takes: ["resolution", "seed"] },
  },
  {
    id: "kwaivgi/kling-v2.5-turbo-pro",
    title: "Kling 2.5 Turbo Pro, at Replicate",
    resolutions: ["1080p"],
    defaultResolution: "1080p",
    durations: [5, 10],
    defaultDuration: 5,
    promptMaxChars: 2500,
    image: { ...NEITHER_SMALL_NOR_LONG, media_types: ["image/jpeg", "image/png"], max_bytes: 10_000_000 },
    parameters: { image: "start_image", duration: "number", takes: ["negative_prompt"] },
  },
  {
    id: "minimax/hailuo-2.3",
    title: "MiniMax Hailuo 2.3, at Replicate",
    resolutions: ["720p", "1080p"],
    defaultResolution: "720p",
    durations: [6, 10],
    defaultDuration: 6,
    promptMaxChars: 2000,
    image: { ...NEITHER_SMALL_NOR_LONG, max_bytes: 20_000_000 },
    parameters: {
      image: "first_frame_image",
      duration: "number",
      takes: ["resolution"],
      resolutionNames: { "720p": "768p" },
    },
  },
  seedance2("bytedance/seedance-2.0", "Seedance 2.0, at Replicate"),
  seedance2("bytedance/seedance-2.0-fast", "Seedance 2.0, fast, at Replicate"),
  {
    id: "google/veo-3.1",
    title: "Veo 3.1, at Replicate",
    resolutions: ["720p", "1080p"],
    defaultResolution: "1080p",
    durations: [4, 6, 8],
    defaultDuration: 8,
    promptMaxChars: ANY_PROMPT,
    image: ANY_IMAGE,
    parameters: {
      image: "image",
      lastImage: "last_frame",
      duration: "number",
      takes: ["resolution", "aspect_ratio", "negative_prompt", "seed"],
      always: shapeOf,
    },
  },
];

export const REPLICATE_MODELS: OpenModels = {
  listed: (name) => MODELS.find(({ id }) => id === name),
  usual: {
    image: ANY_IMAGE,
    promptMaxChars: ANY_PROMPT,
    parameters: {
      image: "image",
      duration: "number",
      takes: ["resolution", "aspect_ratio", "negative_prompt", "seed"],
    },
  },
};
