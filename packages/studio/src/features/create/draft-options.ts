import type { ModelView, Resolution } from "@kinora/contract";

/** Options of a clip as a person set them. What is absent is the model's own default. */
export interface DraftOptions {
  readonly duration_seconds?: number;
  readonly resolution?: Resolution;
  readonly fps?: number;
  readonly seed?: number;
  readonly loop?: boolean;
  readonly negative_prompt?: string;
}

export const OPTION_NAMES = ["duration_seconds", "resolution", "fps", "seed", "loop", "negative_prompt"] as const;
export type DraftOptionName = (typeof OPTION_NAMES)[number];

/** Only what the model honours is sent; the rest keeps its value for a model that does. */
export const honoured = (options: DraftOptions, model: Pick<ModelView, "options">): DraftOptions =>
  Object.fromEntries(Object.entries(options).filter(([name]) => model.options.includes(name)));

export const leftOut = (model: Pick<ModelView, "options">): readonly DraftOptionName[] =>
  OPTION_NAMES.filter((name) => !model.options.includes(name));

const USUAL_SECONDS = [3, 5, 10, 15];

/** The lengths that are offered: the model's few, or usual ones of its range and its default. */
export const lengthsOf = ({ durations, default_duration_seconds: usual }: ModelView): readonly number[] => {
  if (Array.isArray(durations)) return durations;
  const fitting = USUAL_SECONDS.filter((seconds) => seconds >= durations.min && seconds <= durations.max);
  return [...new Set([...fitting, usual])].sort((a, b) => a - b);
};
