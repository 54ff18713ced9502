import { Failure, generationOptionsSchema, type GenerationRequest, type Quote } from "@kinora/contract";
import { chooseModel, type ImageRef, type Offer, planStillFit } from "@kinora/domain";
import type { AppContext } from "./app-context.ts";
import { overBudget } from "./budget.ts";
import type { Caller } from "./caller.ts";
import { checkPromptFits } from "./check-fit.ts";
import { estimateUsd, overLimit } from "./estimate.ts";
import { median } from "./eta.ts";
import type { IncomingImage } from "./image-intake/incoming-image.ts";
import { takeImage } from "./image-intake/take-image.ts";
import { offersOf } from "./offers.ts";

/** How many finished runs an ETA is learned from, at most. */
const ETA_SAMPLES = 50;

export interface QuoteInput {
  readonly caller: Caller;
  readonly request: Omit<GenerationRequest, "image">;
  /** Without one, nothing is said of how a picture fits. */
  readonly image: IncomingImage | undefined;
  readonly signal: AbortSignal;
}

interface Asked {
  readonly offers: readonly Offer[];
  readonly request: QuoteInput["request"];
  readonly still: ImageRef | undefined;
}

/** What a request would cost and take with each model that is known here, and why it does not fit where it does not. */
export const quote = async (app: AppContext, input: QuoteInput): Promise<readonly Quote[]> => {
  const { request, image } = input;
  const still = image === undefined ? undefined : await takeImage(app, input);
  const offers = offersOf(app.providers, request.model);
  return Promise.all(offers.map((offer) => quoteOne(app, offer, { offers, request, still })));
};

const quoteOne = async (app: AppContext, offer: Offer, asked: Asked): Promise<Quote> => {
  const { id, provider } = offer.model;
  const unfit = (reason: string, costUsd: number | undefined): Quote => ({
    model: id,
    provider,
    fits: false,
    reason,
    cost_usd: costUsd ?? null,
    eta_seconds: null,
  });
  const fitted = fit(app, offer, asked);
  if (typeof fitted === "string") return unfit(fitted, undefined);
  const usd = estimateUsd(app.providers, { model: offer.model, options: fitted });
  const reason =
    overLimit(usd, asked.request.max_cost_usd) ??
    (await overBudget(app, {
      billing: offer.model.billing,
      estimateMicroUsd: usd === undefined ? undefined : Math.round(usd * 1e6),
    }));
  if (reason !== undefined) return unfit(reason, usd);
  const usual = median(await app.store.recentRunSeconds(id, ETA_SAMPLES));
  return { model: id, provider, fits: true, cost_usd: usd ?? null, eta_seconds: usual ?? null };
};

type Options = ReturnType<typeof generationOptionsSchema.parse>;

/** The options as this model would get them, or why it cannot. */
const fit = (app: AppContext, offer: Offer, asked: Asked): Options | string => {
  if (!offer.configured) return `${offer.model.provider} is not set up here.`;
  try {
    const options = fittedOptions(app, offer, asked);
    checkPromptFits(offer.model, asked.request.prompt);
    const changes = asked.still === undefined ? [] : planStillFit(offer.model, asked.still).warnings;
    const isRefused = asked.request.strict === true && changes.length > 0;
    return isRefused ? changes.map(({ message }) => message).join(" ") : options;
  } catch (error) {
    if (error instanceof Failure) return error.message;
    throw error;
  }
};

const fittedOptions = (app: AppContext, { model }: Offer, { offers, request }: Asked): Options => {
  const choice = chooseModel(offers, {
    model: `${model.provider}/${model.id}`,
    options: generationOptionsSchema.strip().parse(request),
    strict: request.strict === true,
    hybridPolicy: request.hybrid_policy ?? "default",
    fallback: app.config.fallback,
  });
  if (choice.model.id !== model.id) {
    throw new Failure("model_does_not_fit", { detail: "The policy always_local rules every remote model out." });
  }
  app.providers.find(({ id }) => id === model.provider)?.checkOptions?.(model.id, choice.options);
  return choice.options;
};
