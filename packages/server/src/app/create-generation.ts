import { Failure, generationOptionsSchema, type GenerationRequest, type Warning } from "@kinora/contract";
import {
  acceptGeneration,
  type Choice,
  chooseModel,
  firstLogEntries,
  type Generation,
  type GenerationFacts,
  type ImageRef,
  planStillFit,
} from "@kinora/domain";
import type { AppContext } from "./app-context.ts";
import { overBudget } from "./budget.ts";
import type { Caller } from "./caller.ts";
import { checkPromptFits } from "./check-fit.ts";
import { estimateUsd, overLimit } from "./estimate.ts";
import type { IncomingImage } from "./image-intake/incoming-image.ts";
import { takeImage } from "./image-intake/take-image.ts";
import { createKeyedLock } from "./keyed-lock.ts";
import { offersOf } from "./offers.ts";
import { refuseWhenStopping } from "./refuse-when-stopping.ts";
import { requestDigest } from "./request-digest.ts";

export interface CreateInput {
  readonly caller: Caller;
  readonly request: Omit<GenerationRequest, "image">;
  readonly image: IncomingImage | undefined;
  readonly idempotencyKey?: string;
  /** For clients that send no key: an equal request attaches to its generation until that was delivered. */
  readonly attachesByDigest?: boolean;
  /** What a dialect could not hand on. */
  readonly warnings?: readonly Warning[];
  readonly signal: AbortSignal;
}

export interface Created {
  readonly generation: Generation;
  /** Whether an earlier, equal request made it. */
  readonly isReplay: boolean;
}

export type CreateGeneration = (input: CreateInput) => Promise<Created>;

const DAY_MS = 86_400_000;

/**
 * The one way in for every dialect: chooses the model, takes the image, writes the generation durably and wakes the
 * worker. What it gives survives a crash at any later moment.
 */
export const createGenerationIn = (app: AppContext): CreateGeneration => {
  const oneAtATime = createKeyedLock();
  return async (input) => {
    refuseWhenStopping(app);
    const chosen = choose(app, input);
    checkPromptFits(chosen.model, input.request.prompt);
    const pictures = await takePictures(app, input, chosen);
    const choice = withPictures(chosen, pictures, input.request.strict === true);
    const { image, lastImage } = pictures;
    const digest = requestDigest(input.request, { image: image.sha256, lastImage: lastImage?.sha256 });
    const generation = newGeneration(app, input, { choice, pictures, digest });
    const key = `${input.caller.id} ${digest}`;
    return oneAtATime(key, () => attachOrInsert(app, input, generation));
  };
};

function choose(app: AppContext, { request, warnings = [] }: CreateInput): Choice {
  const strict = request.strict === true;
  const model = request.model ?? app.config.defaultModel;
  const choice = chooseModel(offersOf(app.providers, model), {
    model,
    options: optionsOf(request),
    strict,
    hybridPolicy: request.hybrid_policy ?? "default",
    fallback: app.config.fallback,
  });
  app.providers.find(({ id }) => id === choice.model.provider)?.checkOptions?.(choice.model.id, choice.options);
  refuseCost(app, choice, request);
  const all = [...warnings, ...choice.warnings, ...webhookWarnings(request)];
  if (strict && all.length > 0) {
    throw new Failure("unsupported_option", { detail: all.map(({ message }) => message).join(" ") });
  }
  return { ...choice, warnings: all };
}

interface Pictures {
  readonly image: ImageRef;
  readonly lastImage: ImageRef | undefined;
}

/** The still, and where the model knows what to do with it, the picture that the clip is to end with. */
async function takePictures(app: AppContext, input: CreateInput, { options }: Choice): Promise<Pictures> {
  const image = await takeImage(app, input);
  const { last_image: last } = options;
  return { image, lastImage: last && (await takeImage(app, { ...input, image: last })) };
}

/**
 * The choice with what will be done to the pictures, which are stored files from now on. What cannot be made to fit is
 * refused, and so is any change when strict.
 */
function withPictures(choice: Choice, { image, lastImage }: Pictures, strict: boolean): Choice {
  const last = lastImage === undefined ? [] : planStillFit(choice.model, lastImage).warnings;
  const warnings = [
    ...planStillFit(choice.model, image).warnings,
    ...last.map((warning) => ({ ...warning, option: "last_image" })),
  ];
  if (strict && warnings.length > 0) {
    throw new Failure("model_does_not_fit", { detail: warnings.map(({ message }) => message).join(" ") });
  }
  const options = { ...choice.options };
  delete options.last_image;
  return { ...choice, options, warnings: [...choice.warnings, ...warnings] };
}

const optionsOf = (request: CreateInput["request"]): ReturnType<typeof generationOptionsSchema.parse> =>
  generationOptionsSchema.strip().parse(request);

const webhookWarnings = ({ webhook_url: url }: CreateInput["request"]): Warning[] => {
  const message = "This version sends no webhooks: follow /api/v1/generations/{id}/events instead.";
  return url === undefined ? [] : [{ option: "webhook_url", code: "unsupported", message }];
};

function refuseCost(app: AppContext, choice: Choice, { max_cost_usd: limit }: CreateInput["request"]): void {
  const detail = overLimit(estimateUsd(app.providers, choice), limit);
  if (detail !== undefined) throw new Failure("over_budget", { detail });
}

async function refuseOverBudget(app: AppContext, generation: Generation): Promise<void> {
  const detail = await overBudget(app, generation);
  if (detail !== undefined) throw new Failure("over_budget", { detail });
}

interface Decided {
  readonly choice: Choice;
  readonly pictures: Pictures;
  readonly digest: string;
}

function newGeneration(app: AppContext, input: CreateInput, { choice, pictures, digest }: Decided): Generation {
  const { request, caller } = input;
  const { model } = choice;
  const now = app.clock.now();
  const usd = estimateUsd(app.providers, choice);
  const facts: GenerationFacts = {
    id: app.newId(now),
    callerId: caller.id,
    digest,
    createdAt: now,
    ...pictures,
    modelAsked: request.model ?? app.config.defaultModel,
    model: model.id,
    provider: model.provider,
    billing: model.billing,
    prompt: request.prompt,
    options: choice.options,
    strict: request.strict === true,
    metadata: request.metadata ?? {},
    estimateMicroUsd: usd === undefined ? undefined : Math.round(usd * 1e6),
  };
  return acceptGeneration(facts, choice.warnings);
}

async function attachOrInsert(app: AppContext, input: CreateInput, generation: Generation): Promise<Created> {
  const earlier = await findAttachable(app, input, generation);
  if (earlier !== undefined) return { generation: earlier, isReplay: true };
  const { callerId, digest } = generation;
  const key = input.idempotencyKey;
  const claim = key === undefined ? undefined : { callerId, key, digest };
  const claimed = claim && (await app.store.claimed(claim));
  // A request that is answered again costs nothing.
  if (claimed !== undefined) return replay(claimed.generation, claimed.digest === digest);
  await refuseOverBudget(app, generation);
  const outcome = await app.store.insert(generation, firstLogEntries(generation), claim);
  if (outcome.kind === "claimed") return replay(outcome.generation, outcome.digest === digest);
  app.scheduler.schedule(generation.id, app.clock.now());
  app.log.info("generation.created", {
    generationId: generation.id,
    model: generation.model,
    provider: generation.provider,
  });
  return { generation, isReplay: false };
}

async function findAttachable(
  { store, clock }: AppContext,
  { idempotencyKey, attachesByDigest }: CreateInput,
  { callerId, digest }: Generation,
): Promise<Generation | undefined> {
  if (idempotencyKey !== undefined || attachesByDigest !== true) return undefined;
  return store.findUndelivered({ callerId, digest, since: clock.now() - DAY_MS });
}

function replay(generation: Generation, isSame: boolean): Created {
  if (isSame) return { generation, isReplay: true };
  throw new Failure("idempotency_mismatch", {
    detail: `This Idempotency-Key belongs to ${generation.id}, which was another request: use a new key for a new request.`,
  });
}
