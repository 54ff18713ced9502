import type { GenerationOptions, JsonObject, Warning } from "@kinora/contract";
import type { BillableRequest, Order } from "../kit/http-adapter.ts";
import { mapOptions, type OptionMapping } from "../kit/map-options.ts";
import { takesMedia } from "./manifest.ts";

const SUBMIT_PATH = "/api/v1/services/aigc/video-generation/video-synthesis";

/** The vendor's own limits, beyond which it cuts or refuses. */
const MAX_SEED = 2_147_483_647;
const MAX_NEGATIVE_PROMPT_CHARS = 500;

/** Members of `provider_options`, and where they go. */
const EXTRA_INPUT: ReadonlySet<string> = new Set(["audio_url", "template"]);
const EXTRA_PARAMETERS: ReadonlySet<string> = new Set(["prompt_extend", "watermark", "shot_type", "audio", "ratio"]);

const mapping: OptionMapping = {
  negative_prompt: (text) => ({ input: { negative_prompt: text.slice(0, MAX_NEGATIVE_PROMPT_CHARS) } }),
  // In `lengthOf`: models of one length refuse to be told it.
  duration_seconds: () => ({}),
  resolution: (resolution) => ({ parameters: { resolution: resolution.toUpperCase() } }),
  seed: (seed) => ({ parameters: { seed: seed % (MAX_SEED + 1) } }),
  // In `inputOf`: it is a picture.
  last_image: () => ({}),
  provider_options: (extra) => ({ input: pick(extra, EXTRA_INPUT), parameters: pick(extra, EXTRA_PARAMETERS) }),
  aspect_ratio: "unsupported",
  fps: "unsupported",
  loop: "unsupported",
  motion: "unsupported",
  preview: "unsupported",
};

const pick = (extra: JsonObject, names: ReadonlySet<string>): JsonObject =>
  Object.fromEntries(Object.entries(extra).filter(([name]) => names.has(name)));

const warningsOf = ({ negative_prompt, seed, provider_options = {} }: GenerationOptions): Warning[] => {
  const warnings: Warning[] = [];
  const warn = (option: string, code: string, message: string): void => void warnings.push({ option, code, message });
  if (negative_prompt !== undefined && negative_prompt.length > MAX_NEGATIVE_PROMPT_CHARS) {
    warn("negative_prompt", "cut", `negative_prompt was cut after ${MAX_NEGATIVE_PROMPT_CHARS} characters.`);
  }
  if (seed !== undefined && seed > MAX_SEED) {
    warn("seed", "folded", `The seed ${seed} is larger than the provider takes: ${seed % (MAX_SEED + 1)} was sent.`);
  }
  for (const name of Object.keys(provider_options)) {
    if (EXTRA_INPUT.has(name) || EXTRA_PARAMETERS.has(name)) continue;
    warn(`provider_options.${name}`, "unknown_field", `${name} means nothing to this provider here: it was left out.`);
  }
  return warnings;
};

/** Until 2.6 files have members of their own; since 2.7 they are a list of what each is for. */
const inputOf = ({ model, still, lastStill }: Order, { audio_url: audio, ...rest }: JsonObject): JsonObject => {
  if (!takesMedia(model.id))
    return { ...rest, ...(audio === undefined ? {} : { audio_url: audio }), img_url: still.dataUri() };
  const media: JsonObject[] = [{ type: "first_frame", url: still.dataUri() }];
  if (lastStill !== undefined) media.push({ type: "last_frame", url: lastStill.dataUri() });
  if (audio !== undefined) media.push({ type: "driving_audio", url: audio });
  return { ...rest, media };
};

const lengthOf = ({ model: { durations }, durationSeconds }: Order): JsonObject =>
  Array.isArray(durations) && durations.length === 1 ? {} : { duration: durationSeconds };

/** The order as the vendor wants it. What the request leaves open is said too, so that the price is what was estimated. */
export const translate = (order: Order, workspace: string | undefined): BillableRequest => {
  const { model, prompt, options, resolution } = order;
  const mapped = mapOptions(mapping, { ...options, resolution });
  const said = prompt === undefined ? {} : { prompt };
  const body = {
    model: model.id,
    input: inputOf(order, { ...(mapped["input"] as JsonObject | undefined), ...said }),
    parameters: { ...(mapped["parameters"] as JsonObject | undefined), ...lengthOf(order) },
  };
  return {
    path: SUBMIT_PATH,
    headers: {
      "x-dashscope-async": "enable",
      ...(workspace === undefined ? {} : { "x-dashscope-workspace": workspace }),
    },
    body: { json: body },
    warnings: warningsOf(options),
  };
};
