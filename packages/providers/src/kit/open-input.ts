import type { GenerationOptions, JsonObject, JsonValue, OptionName, Warning } from "@kinora/contract";
import type { Order } from "./http-adapter.ts";
import { mapOptions, type OptionMapping } from "./map-options.ts";
import type { DurationForm, Parameters } from "./open-model.ts";
import type { Known } from "./open-models.ts";

/** What carries a picture: a data URI, or the address of an upload. */
export interface Pictures {
  readonly still: string;
  readonly lastStill: string | undefined;
}

const durationAs = (form: DurationForm, seconds: number): JsonObject => {
  switch (form) {
    case "text":
      return { duration: String(seconds) };
    case "number":
      return { duration: seconds };
    case "text_with_s":
      return { duration: `${seconds}s` };
    case "fixed":
      return {};
  }
};

/** Under our own name, where the model has such a member; where it has one value only, there is nothing to say. */
const plain =
  ({ takes }: Parameters, option: OptionName) =>
  (value: JsonValue): JsonObject =>
    takes.includes(option) ? { [option]: value } : {};

const mappingFor = (parameters: Parameters): OptionMapping => ({
  negative_prompt: plain(parameters, "negative_prompt"),
  duration_seconds: (seconds) => durationAs(parameters.duration, seconds),
  resolution: (resolution) => plain(parameters, "resolution")(parameters.resolutionNames?.[resolution] ?? resolution),
  aspect_ratio: plain(parameters, "aspect_ratio"),
  fps: plain(parameters, "fps"),
  seed: plain(parameters, "seed"),
  // In `picturesIn`: it is a picture.
  last_image: () => ({}),
  // In `extrasOf`: it may not replace what is said otherwise.
  provider_options: () => ({}),
  loop: "unsupported",
  motion: "unsupported",
  preview: "unsupported",
});

const picturesIn = ({ image, lastImage }: Parameters, { still, lastStill }: Pictures): JsonObject => ({
  [image]: still,
  ...(lastImage === undefined || lastStill === undefined ? {} : { [lastImage]: lastStill }),
});

/** Whatever else a model takes is passed on as it is; picture, prompt and what an option says stay. */
const extrasOf = (extra: JsonObject, said: JsonObject): { members: JsonObject; warnings: Warning[] } => {
  const members = Object.entries(extra).filter(([name]) => !Object.hasOwn(said, name) && name !== "prompt");
  const warnings = Object.keys(extra)
    .filter((name) => !members.some(([kept]) => kept === name))
    .map((name): Warning => ({
      option: `provider_options.${name}`,
      code: "said_already",
      message: `${name} is said by the request itself: what provider_options gave was left out.`,
    }));
  return { members: Object.fromEntries(members), warnings };
};

/** Of a model that nobody here knows, options go under the names that most models have. */
const guesses = ({ isListed, checked }: Known, options: GenerationOptions, model: string): Warning[] =>
  isListed
    ? []
    : (Object.keys(options) as OptionName[])
        .filter((option) => options[option] !== undefined && !checked.has(option))
        .map((option) => ({
          option,
          code: "not_checked",
          message: `Nobody here knows how ${model} takes ${option}: it was sent as most models of the provider take it.`,
        }));

interface Bent {
  readonly options: GenerationOptions;
  readonly warnings: readonly Warning[];
}

/** What the model would refuse, perhaps after it was accepted, is done here and said. */
const withinLimits = (
  { maxSeed = Infinity, maxNegativePromptChars: maxChars = Infinity }: Parameters,
  options: GenerationOptions,
): Bent => {
  const { seed, negative_prompt: text } = options;
  const bent = { ...options };
  const warnings: Warning[] = [];
  if (seed !== undefined && seed > maxSeed) {
    bent.seed = seed % (maxSeed + 1);
    const message = `The seed ${seed} is larger than the model takes: ${bent.seed} was sent.`;
    warnings.push({ option: "seed", code: "folded", message });
  }
  if (text !== undefined && text.length > maxChars) {
    bent.negative_prompt = text.slice(0, maxChars);
    const message = `negative_prompt was cut after ${maxChars} characters.`;
    warnings.push({ option: "negative_prompt", code: "cut", message });
  }
  return { options: bent, warnings };
};

/**
 * The input of a model as it wants it. Of one that we know, length and size are said although nobody asked, so that the
 * price is what was estimated; of any other, nothing is said that nobody asked for.
 */
export const openInput = (
  order: Order,
  known: Known,
  pictures: Pictures,
): { readonly input: JsonObject; readonly warnings: Warning[] } => {
  const { model, prompt, resolution, durationSeconds, still } = order;
  const { parameters, isListed } = known;
  const { options, warnings: limited } = withinLimits(parameters, order.options);
  const defaults: GenerationOptions = isListed ? { resolution, duration_seconds: durationSeconds } : {};
  const said = {
    ...mapOptions(mappingFor(parameters), { ...options, ...defaults }),
    ...picturesIn(parameters, pictures),
    ...(prompt === undefined ? {} : { prompt }),
  };
  const { members, warnings } = extrasOf(options.provider_options ?? {}, said);
  return {
    input: { ...parameters.always?.(still), ...members, ...said },
    warnings: [...guesses(known, options, model.id), ...limited, ...warnings],
  };
};
