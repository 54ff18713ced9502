import { Failure, type GenerationRequest, type ModelCapabilities, type Quote } from "@kinora/contract";
import { type ImageRef, type Making, type Offer, planStillFit } from "@kinora/domain";
import type { AppContext } from "./app-context.ts";
import { overBudget } from "./budget.ts";
import type { Caller } from "./caller.ts";
import { type Asked, askExactly, namesIn } from "./choosing/ask-model.ts";
import { candidatesFor } from "./choosing/candidates.ts";
import { chainOf } from "./choosing/chain.ts";
import { costLimitOf, overLimit } from "./estimate.ts";
import { ETA_SAMPLES, median } from "./eta.ts";
import type { IncomingImage } from "./image-intake/incoming-image.ts";
import { takeImage } from "./image-intake/take-image.ts";
import { offersOf } from "./offers.ts";

export interface QuoteInput {
  readonly caller: Caller;
  readonly request: Omit<GenerationRequest, "image">;
  /** Without one, nothing is said of how a picture fits. */
  readonly image: IncomingImage | undefined;
  readonly signal: AbortSignal;
}

interface Asking {
  readonly request: QuoteInput["request"];
  readonly still: ImageRef | undefined;
  /** The models that this request would be tried with, in their order. */
  readonly chain: readonly Making[];
}

/**
 * What a request would cost and take with each model that is known here, and why it does not fit where it does not. Those
 * that it would be tried with come first, in their order.
 */
export const quote = async (app: AppContext, input: QuoteInput): Promise<readonly Quote[]> => {
  const { request, image } = input;
  const still = image === undefined ? undefined : await takeImage(app, input);
  const chain = await orderOf(app, { request, still });
  const named = namesIn(app, request).flatMap((name) => offersOf(app.providers, name));
  const offers = named.filter(({ model }, index) => index === named.findIndex((one) => isSame(one.model, model)));
  const quotes = await Promise.all(offers.map((offer) => quoteOne(app, offer, { request, still, chain })));
  return quotes.sort((one, other) => (one.order ?? quotes.length + 1) - (other.order ?? quotes.length + 1));
};

type Named = Pick<ModelCapabilities, "id" | "provider">;

const isSame = (one: Named, other: Named): boolean => one.id === other.id && one.provider === other.provider;

/** The models that would be tried; none where the request would be refused. */
const orderOf = async (app: AppContext, { request, still }: Omit<Asking, "chain">): Promise<readonly Making[]> => {
  try {
    const candidates = await candidatesFor(app, { request });
    return chainOf({ request }, candidates, still && { image: still, lastImage: undefined }).links;
  } catch (error) {
    if (error instanceof Failure) return [];
    throw error;
  }
};

const quoteOne = async (app: AppContext, { model, configured }: Offer, asking: Asking): Promise<Quote> => {
  const { id, provider } = model;
  const place = asking.chain.findIndex((link) => isSame({ id: link.model, provider: link.provider }, model));
  const common = { model: id, provider, order: place === -1 ? null : place + 1 };
  const unfit = (reason: string, costUsd: number | undefined): Quote => ({
    ...common,
    fits: false,
    reason,
    cost_usd: costUsd ?? null,
    eta_seconds: null,
  });
  if (!configured) return unfit(`${provider} is not set up here.`, undefined);
  const fitted = fit(app, model, asking);
  if (typeof fitted === "string") return unfit(fitted, undefined);
  const { costUsd } = fitted;
  const reason =
    overLimit(costUsd, costLimitOf(asking.request)) ??
    (await overBudget(app, {
      billing: model.billing,
      allowsUnknownCost: asking.request.allow_unknown_cost === true,
      estimateMicroUsd: costUsd === undefined ? undefined : Math.round(costUsd * 1e6),
    }));
  if (reason !== undefined) return unfit(reason, costUsd);
  const usual = median(await app.store.recentRunSeconds(id, ETA_SAMPLES));
  return { ...common, fits: true, cost_usd: costUsd ?? null, eta_seconds: usual ?? null };
};

/** How this model would be asked, or why it cannot. */
const fit = (app: AppContext, model: ModelCapabilities, { request, still }: Asking): Asked | string => {
  try {
    // What it would cost is said beside the reason: the limit is looked at later.
    const wish = { ...request };
    delete wish.max_cost_usd;
    const asked = askExactly(app, { request: wish }, { model, strict: request.strict === true });
    const changes = still === undefined ? [] : planStillFit(model, still).warnings;
    const isRefused = request.strict === true && changes.length > 0;
    return isRefused ? changes.map(({ message }) => message).join(" ") : asked;
  } catch (error) {
    if (error instanceof Failure) return error.message;
    throw error;
  }
};
