import type { GenerationOptions, HybridPolicy, ModelCapabilities, OptionName, Warning } from "@kinora/contract";
import { durationFits, Failure, OPTION_NAMES } from "@kinora/contract";
import { settleMotionOptions } from "./settle-motion-options.ts";

/** A model as it stands on this server now. */
export interface Offer {
  readonly model: ModelCapabilities;
  readonly configured: boolean;
}

export interface ModelWish {
  /** `auto`, a bare name, or `provider/name`. */
  readonly model: string;
  readonly options: GenerationOptions;
  readonly strict: boolean;
  readonly hybridPolicy: HybridPolicy;
  /** Whether the embedded engine may stand in for a model whose provider is not set up. */
  readonly fallback: "local" | "off";
}

export interface Choice {
  readonly model: ModelCapabilities;
  readonly options: GenerationOptions;
  readonly warnings: readonly Warning[];
}

/** The first such offer is the embedded engine. */
const isFree = (offer: Offer): boolean => offer.model.billing === "free" && offer.configured;

const named = (offers: readonly Offer[], name: string): Offer | undefined =>
  offers.find(({ model }) => model.id === name || `${model.provider}/${model.id}` === name);

const standIn = (offers: readonly Offer[]): Offer => {
  const free = offers.find(isFree);
  if (free === undefined)
    throw new Failure("model_not_configured", { detail: "No free model is available on this server." });
  return free;
};

const standInWarning = (asked: ModelCapabilities, used: ModelCapabilities): Warning => ({
  option: "model",
  code: "stand_in",
  message: `${asked.id} is a model of ${asked.provider}, which is not set up here: ${used.id} stands in. Send "strict": true to refuse a stand-in.`,
});

const notSetUp = ({ id, provider }: ModelCapabilities): Failure =>
  new Failure("model_not_configured", {
    detail: `${id} is a model of ${provider}, which is not set up here, and the request or this server allows no stand-in. Name another model (GET /api/v1/models), or allow one: not strict, hybrid_policy "default", KINORA_FALLBACK=local.`,
  });

interface Picked {
  readonly offer: Offer;
  readonly warnings: readonly Warning[];
}

/** The policy always_remote rules the embedded engine out, also where `auto` or its own name means it. */
const refuseEmbedded = ({ hybridPolicy, model }: ModelWish): void => {
  if (hybridPolicy !== "always_remote") return;
  throw new Failure("model_not_configured", {
    detail: `hybrid_policy is always_remote, and ${model} means the embedded engine: name a remote model, or another policy.`,
  });
};

const askedOffer = (offers: readonly Offer[], name: string): Offer => {
  const asked = named(offers, name);
  if (asked !== undefined) return asked;
  throw new Failure("model_not_found", {
    detail: `There is no model "${name}". GET /api/v1/models lists those there are.`,
  });
};

/** A model that is not the embedded engine's: itself where policy and set-up allow, else the embedded engine, said aloud. */
const pickOther = (offers: readonly Offer[], asked: Offer, wish: ModelWish): Picked => {
  if (wish.hybridPolicy === "always_local") {
    const offer = standIn(offers);
    const message = `The policy always_local was asked: ${offer.model.id} stands in for ${asked.model.id}.`;
    return { offer, warnings: [{ option: "model", code: "always_local", message }] };
  }
  if (asked.configured) return { offer: asked, warnings: [] };
  if (wish.hybridPolicy === "always_remote" || wish.fallback === "off" || wish.strict) throw notSetUp(asked.model);
  const offer = standIn(offers);
  return { offer, warnings: [standInWarning(asked.model, offer.model)] };
};

const pick = (offers: readonly Offer[], wish: ModelWish): Picked => {
  const offer = wish.model === "auto" ? standIn(offers) : askedOffer(offers, wish.model);
  if (offer !== offers.find(isFree)) return pickOther(offers, offer, wish);
  refuseEmbedded(wish);
  return { offer, warnings: [] };
};

const sayDurations = (durations: ModelCapabilities["durations"]): string =>
  Array.isArray(durations) ? `${durations.join(", ")} s` : `${durations.min} to ${durations.max} s`;

/** A value that the model cannot do is refused with what it can: never bent in silence. */
const checkValues = (model: ModelCapabilities, options: GenerationOptions): void => {
  const refuse = (option: OptionName, detail: string): never => {
    throw new Failure("bad_option", { detail, option });
  };
  if (options.duration_seconds !== undefined && !durationFits(model, options.duration_seconds)) {
    refuse(
      "duration_seconds",
      `duration_seconds ${options.duration_seconds} does not fit ${model.id}: it takes ${sayDurations(model.durations)}.`,
    );
  }
  if (options.resolution !== undefined && !model.resolutions.includes(options.resolution)) {
    refuse(
      "resolution",
      `resolution ${options.resolution} does not fit ${model.id}: it takes ${model.resolutions.join(", ")}.`,
    );
  }
  if (options.fps !== undefined && model.fps.length > 0 && !model.fps.includes(options.fps)) {
    refuse("fps", `fps ${options.fps} does not fit ${model.id}: it takes ${model.fps.join(", ")}.`);
  }
};

const honoured = (model: ModelCapabilities, option: OptionName): boolean => model.options.includes(option);

/** Splits the options into what the model honours and what it does not, with a warning for each of the latter. */
const fitOptions = (
  model: ModelCapabilities,
  options: GenerationOptions,
): { kept: GenerationOptions; warnings: Warning[] } => {
  const given = OPTION_NAMES.filter((option) => options[option] !== undefined);
  const left = given.filter((option) => !honoured(model, option));
  const kept = Object.fromEntries(
    given.filter((option) => honoured(model, option)).map((option) => [option, options[option]]),
  ) as GenerationOptions;
  const warnings = left.map((option) => ({
    option,
    code: "unsupported",
    message: `${model.id} does not know ${option}: it was left out.`,
  }));
  return { kept, warnings };
};

/**
 * Which model makes the video, with which options, and what the caller must be told. Pure: the same wish and offers give
 * the same choice. Throws a `Failure` when no model may or can.
 */
export const chooseModel = (offers: readonly Offer[], wish: ModelWish): Choice => {
  const { offer, warnings } = pick(offers, wish);
  const { kept, warnings: leftOut } = fitOptions(offer.model, wish.options);
  const { options, warnings: overruled } = settleMotionOptions(kept);
  const unmet = [...leftOut, ...overruled];
  if (wish.strict && unmet.length > 0) {
    throw new Failure("unsupported_option", { detail: unmet.map(({ message }) => message).join(" ") });
  }
  checkValues(offer.model, options);
  return { model: offer.model, options, warnings: [...warnings, ...unmet] };
};
