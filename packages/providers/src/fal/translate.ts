import type { GenerationOptions, JsonObject, JsonValue, OptionName, Warning } from "@kinora/contract";
import type { BillableRequest, Order } from "../kit/http-adapter.ts";
import { mapOptions, type OptionMapping } from "../kit/map-options.ts";
import type { DurationForm, Parameters } from "./models.ts";
import { endpointOf, type Known, knownOf } from "./named-model.ts";
import type { FalSettings } from "./settings.ts";

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

/** Under our own name, where the endpoint has such a member; where it has one value only, there is nothing to say. */
const plain =
  ({ takes }: Parameters, option: OptionName) =>
  (value: JsonValue): JsonObject =>
    takes.includes(option) ? { [option]: value } : {};

const mappingFor = (parameters: Parameters): OptionMapping => ({
  negative_prompt: plain(parameters, "negative_prompt"),
  duration_seconds: (seconds) => durationAs(parameters.duration, seconds),
  resolution: plain(parameters, "resolution"),
  aspect_ratio: plain(parameters, "aspect_ratio"),
  fps: plain(parameters, "fps"),
  seed: plain(parameters, "seed"),
  // In `picturesOf`: it is a picture.
  last_image: () => ({}),
  // In `extrasOf`: it may not replace what is said otherwise.
  provider_options: () => ({}),
  loop: "unsupported",
  motion: "unsupported",
  preview: "unsupported",
});

const picturesOf = ({ image, lastImage }: Parameters, { still, lastStill }: Order): JsonObject => ({
  [image]: still.dataUri(),
  ...(lastImage === undefined || lastStill === undefined ? {} : { [lastImage]: lastStill.dataUri() }),
});

/** Whatever else an endpoint takes is passed on as it is; picture, prompt and what an option says stay. */
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

/** Of an endpoint that nobody here knows, options go under the names that most endpoints have. */
const guesses = ({ isListed, checked }: Known, options: GenerationOptions, model: string): Warning[] =>
  isListed
    ? []
    : (Object.keys(options) as OptionName[])
        .filter((option) => options[option] !== undefined && !checked.has(option))
        .map((option) => ({
          option,
          code: "not_checked",
          message: `Nobody here knows how ${model} takes ${option}: it was sent as most endpoints of fal take it.`,
        }));

/** The order as its endpoint wants it. Of a listed one, length and size are said too, so that the price is what was estimated. */
export const translate = (order: Order, settings: FalSettings): BillableRequest => {
  const { model, prompt, options, resolution, durationSeconds } = order;
  const known = knownOf(model.id, settings);
  const { parameters, isListed } = known;
  const defaults: GenerationOptions = isListed ? { resolution, duration_seconds: durationSeconds } : {};
  const said = {
    ...mapOptions(mappingFor(parameters), { ...options, ...defaults }),
    ...picturesOf(parameters, order),
    ...(prompt === undefined ? {} : { prompt }),
  };
  const { members, warnings } = extrasOf(options.provider_options ?? {}, said);
  const endpoint = endpointOf(model.id).split("/").map(encodeURIComponent).join("/");
  return {
    path: `/${endpoint}`,
    headers: headersOf(settings),
    body: { json: { ...parameters.always, ...members, ...said } },
    warnings: [...guesses(known, options, model.id), ...warnings],
  };
};

/**
 * The queue itself would begin a request up to ten times: what failed is ours to tell, not theirs to repeat. And films
 * lie at public addresses, for ever where nobody says otherwise.
 */
const headersOf = ({ keep_media_seconds: seconds }: FalSettings): Readonly<Record<string, string>> => ({
  "x-fal-no-retry": "1",
  ...(seconds === null
    ? {}
    : { "x-fal-object-lifecycle-preference": JSON.stringify({ expiration_duration_seconds: seconds }) }),
});
