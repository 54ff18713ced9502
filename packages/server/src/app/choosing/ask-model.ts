import {
  Failure,
  type GenerationRequest,
  generationOptionsSchema,
  type ModelCapabilities,
  type Warning,
} from "@kinora/contract";
import { type Choice, chooseModel, type ModelWish } from "@kinora/domain";
import type { AppContext } from "../app-context.ts";
import { checkPromptFits } from "../check-fit.ts";
import { costLimitOf, estimateUsd, overLimit } from "../estimate.ts";
import { offersOf } from "../offers.ts";

/** What somebody asks for, but for the picture. */
export interface Wish {
  readonly request: Omit<GenerationRequest, "image">;
  /** What a dialect could not hand on. */
  readonly warnings?: readonly Warning[];
}

/** A model that could make it, and how it would be asked. */
export interface Asked {
  readonly choice: Choice;
  /** US dollars; undefined: not known. */
  readonly costUsd: number | undefined;
}

export type Chooser = Pick<AppContext, "providers" | "config" | "store">;

type Terms = Pick<ModelWish, "strict" | "fallback">;

/** Made once: a schema compiles itself when it is first used. */
const OPTIONS = generationOptionsSchema.strip();

const preferWarnings = (app: Chooser, request: Wish["request"]): Warning[] => {
  const names = namesIn(app, request);
  if (request.prefer === undefined || names.includes("auto")) return [];
  const message = `prefer says which model auto means, and this request names ${names.join(", ")}: it was left out.`;
  return [{ option: "prefer", code: "unused", message }];
};

/** The models that a request names, the first to try first. */
export const namesIn = ({ config }: Pick<Chooser, "config">, request: Wish["request"]): readonly string[] => [
  ...new Set([request.model ?? config.defaultModel, ...(request.fallback_models ?? [])]),
];

/** How a model of that name would be asked for this; throws a Failure that says why it cannot or may not be. */
export const askModel = (app: Chooser, wish: Wish, { name, ...terms }: { readonly name: string } & Terms): Asked => {
  const { request, warnings = [] } = wish;
  const choice = chooseModel(offersOf(app.providers, name), {
    ...terms,
    model: name,
    options: OPTIONS.parse(request),
    hybridPolicy: request.hybrid_policy ?? "default",
  });
  const { model, options } = choice;
  app.providers.find(({ id }) => id === model.provider)?.checkOptions?.(model.id, options);
  checkPromptFits(model, request.prompt);
  const costUsd = estimateUsd(app.providers, choice);
  const detail = overLimit(costUsd, costLimitOf(request));
  if (detail !== undefined) throw new Failure("over_budget", { detail });
  const all = [...warnings, ...choice.warnings, ...preferWarnings(app, request)];
  if (request.strict === true && all.length > 0) {
    throw new Failure("unsupported_option", { detail: all.map(({ message }) => message).join(" ") });
  }
  return { choice: { ...choice, warnings: all }, costUsd };
};

/** As `askModel`, of one model and no other that may stand in for it. */
export const askExactly = (
  app: Chooser,
  wish: Wish,
  { model, strict }: { readonly model: Pick<ModelCapabilities, "id" | "provider"> } & Pick<Terms, "strict">,
): Asked => {
  const asked = askModel(app, wish, { name: `${model.provider}/${model.id}`, strict, fallback: "off" });
  if (asked.choice.model.id === model.id) return asked;
  throw new Failure("model_does_not_fit", { detail: "The policy always_local rules every remote model out." });
};
