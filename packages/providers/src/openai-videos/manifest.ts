import type { ModelCapabilities } from "@kinora/contract";
import type { Manifest } from "../kit/manifest.ts";
import type { OpenAiVideosSettings } from "./settings.ts";

const MEGABYTE = 1_000_000;

/** OpenAI's own length; servers that take any length are asked for it too where the request names none. */
const USUAL_SECONDS = 4;

const durationsOf = ({
  seconds,
}: OpenAiVideosSettings): Pick<ModelCapabilities, "durations" | "default_duration_seconds"> => ({
  durations: seconds ?? { min: 1, max: 60 },
  default_duration_seconds:
    seconds === undefined || seconds.includes(USUAL_SECONDS) ? USUAL_SECONDS : (seconds[0] ?? USUAL_SECONDS),
});

/** What such a server takes; which models it has, and what each can do, it does not say. */
export const modelOf = (id: string, provider: string, settings: OpenAiVideosSettings): ModelCapabilities => ({
  id,
  provider,
  title: `${id} (${provider})`,
  resolutions: ["480p", "720p", "1080p"],
  default_resolution: "720p",
  ...durationsOf(settings),
  fps: [],
  options: [
    "duration_seconds",
    "resolution",
    ...(settings.fields === "extended" ? ["seed", "fps", "negative_prompt"] : []),
    "provider_options",
  ],
  image: {
    media_types: ["image/jpeg", "image/png", "image/webp"],
    max_bytes: 20 * MEGABYTE,
    side_px: { min: 16, max: 8192 },
    alpha: false,
  },
  prompt_max_chars: 32_000,
  billing: settings.billing,
  usd_per_second: null,
});

export const manifestOf = (id: string, settings: OpenAiVideosSettings): Manifest => {
  const { models, billing, price_per_second: amount, currency, price_read: read } = settings;
  const isPriced = amount !== undefined && models.length > 0;
  return {
    id,
    title: `${id} (OpenAI Videos)`,
    billing,
    models: models.map((model) => modelOf(model, id, settings)),
    ...(isPriced ? { prices: [{ models, per: "second", amount, currency, read }] } : {}),
  };
};
