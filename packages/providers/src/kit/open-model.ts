import type { JsonObject, ModelCapabilities, OptionName, Resolution } from "@kinora/contract";
import type { FittedStill } from "./fit-still.ts";

/** How a model wants a length: "5", 5, "5s"; `fixed` where it has one length and no such member. */
export const DURATION_FORMS = ["text", "number", "text_with_s", "fixed"] as const;
export type DurationForm = (typeof DURATION_FORMS)[number];

/** How a model wants what a request says, at a vendor whose models have no form in common. */
export interface Parameters {
  /** The member that carries the still. */
  readonly image: string;
  /** The member that carries the last picture, where there is one. */
  readonly lastImage?: string;
  readonly duration: DurationForm;
  /** Options that it has under our own name. */
  readonly takes: readonly OptionName[];
  /** Where it calls a size otherwise. */
  readonly resolutionNames?: Partial<Record<Resolution, string>>;
  /** The largest seed that it takes, where it is less than ours; a larger one is folded into that range. */
  readonly maxSeed?: number;
  /** Beyond these a negative prompt is cut. */
  readonly maxNegativePromptChars?: number;
  /** What is said although nobody asked, since the model's own default would not follow the picture. */
  readonly always?: (still: FittedStill) => JsonObject;
}

/** A model whose own input was read. */
export interface OpenModel {
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

export const capabilitiesOf = (
  { provider, billing }: Pick<ModelCapabilities, "provider" | "billing">,
  model: OpenModel,
): ModelCapabilities => ({
  id: model.id,
  provider,
  title: model.title,
  resolutions: model.resolutions,
  default_resolution: model.defaultResolution,
  durations: model.durations,
  default_duration_seconds: model.defaultDuration,
  fps: model.fps ?? [],
  options: [
    // What a model has one value of is an option too: that value is honoured, every other one refused.
    ...new Set(["duration_seconds", "resolution", ...model.parameters.takes, "provider_options"]),
    ...(model.parameters.lastImage === undefined ? [] : ["last_image"]),
  ],
  image: model.image,
  prompt_max_chars: model.promptMaxChars,
  billing,
  usd_per_second: null,
});
