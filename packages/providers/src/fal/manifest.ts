import type { ModelCapabilities } from "@kinora/contract";
import type { Manifest } from "../kit/manifest.ts";
import { type FalModel, MODELS } from "./models.ts";
import { PRICES } from "./prices.ts";

export const capabilitiesOf = (provider: string, model: FalModel): ModelCapabilities => ({
  id: model.id,
  provider,
  title: model.title,
  resolutions: model.resolutions,
  default_resolution: model.defaultResolution,
  durations: model.durations,
  default_duration_seconds: model.defaultDuration,
  fps: model.fps ?? [],
  options: [
    // What an endpoint has one value of is an option too: that value is honoured, every other one refused.
    ...new Set(["duration_seconds", "resolution", ...model.parameters.takes, "provider_options"]),
    ...(model.parameters.lastImage === undefined ? [] : ["last_image"]),
  ],
  image: model.image,
  prompt_max_chars: model.promptMaxChars,
  billing: "on_success",
  usd_per_second: null,
});

/** fal's queue and the best known of its endpoints: README.md. */
export const falManifest = (id: string): Manifest => ({
  id,
  title: "fal",
  billing: "on_success",
  models: MODELS.map((model) => capabilitiesOf(id, model)),
  key: { variable: "FAL_KEY", page: "https://fal.ai/dashboard/keys" },
  prices: PRICES,
});
