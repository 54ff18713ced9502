import { Failure, type GenerationRequest, type Warning } from "@kinora/contract";
import {
  acceptGeneration,
  firstLogEntries,
  type Generation,
  type GenerationFacts,
  type LogEntry,
} from "@kinora/domain";
import type { AppContext } from "./app-context.ts";
import { overBudget } from "./budget.ts";
import type { Caller } from "./caller.ts";
import { type Candidates, candidatesFor } from "./choosing/candidates.ts";
import { type Chain, chainOf, type Pictures } from "./choosing/chain.ts";
import type { IncomingImage } from "./image-intake/incoming-image.ts";
import { takeImage } from "./image-intake/take-image.ts";
import { createKeyedLock } from "./keyed-lock.ts";
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
    const candidates = await candidatesFor(app, input);
    const pictures = await takePictures(app, input, candidates);
    const chain = chainOf(input, candidates, pictures);
    const { image, lastImage } = pictures;
    const digest = requestDigest(input.request, { image: image.sha256, lastImage: lastImage?.sha256 });
    const generation = newGeneration(app, input, { chain, pictures, digest });
    const entries = firstLogEntries(generation, chain.allConsidered);
    const key = `${input.caller.id} ${digest}`;
    return oneAtATime(key, () => attachOrInsert(app, input, { generation, entries }));
  };
};

/** The still, and where a model knows what to do with it, the picture that the clip is to end with. */
async function takePictures(app: AppContext, input: CreateInput, { fitting }: Candidates): Promise<Pictures> {
  const image = await takeImage(app, input);
  const last = fitting.map(({ choice }) => choice.options.last_image).find((source) => source !== undefined);
  return { image, lastImage: last && (await takeImage(app, { ...input, image: last })) };
}

/** What is over the budget now is not tried; it is refused here only where everything is. */
async function refuseOverBudget(app: AppContext, generation: Generation): Promise<void> {
  const detail = await overBudget(app, generation);
  if (detail === undefined) return;
  for (const fallback of generation.fallbacks ?? []) {
    const terms = { ...fallback, allowsUnknownCost: generation.allowsUnknownCost };
    if ((await overBudget(app, terms)) === undefined) return;
  }
  throw new Failure("over_budget", { detail });
}

interface Decided {
  readonly chain: Chain;
  readonly pictures: Pictures;
  readonly digest: string;
}

function newGeneration(app: AppContext, input: CreateInput, { chain, pictures, digest }: Decided): Generation {
  const { request, caller } = input;
  const { links, considered } = chain;
  const [{ warnings, ...making }, ...fallbacks] = links;
  const now = app.clock.now();
  const facts: GenerationFacts = {
    id: app.newId(now),
    callerId: caller.id,
    digest,
    createdAt: now,
    image: pictures.image,
    modelAsked: request.model ?? app.config.defaultModel,
    ...making,
    prompt: request.prompt,
    strict: request.strict === true,
    metadata: request.metadata ?? {},
    maxCostMicroUsd: request.max_cost_usd === undefined ? undefined : Math.round(request.max_cost_usd * 1e6),
    allowsUnknownCost: request.allow_unknown_cost === true,
  };
  return acceptGeneration(facts, warnings, { fallbacks, considered });
}

interface Fresh {
  readonly generation: Generation;
  readonly entries: readonly LogEntry[];
}

async function attachOrInsert(app: AppContext, input: CreateInput, { generation, entries }: Fresh): Promise<Created> {
  const earlier = await findAttachable(app, input, generation);
  if (earlier !== undefined) return { generation: earlier, isReplay: true };
  const { callerId, digest } = generation;
  const key = input.idempotencyKey;
  const claim = key === undefined ? undefined : { callerId, key, digest };
  const claimed = claim && (await app.store.claimed(claim));
  // A request that is answered again costs nothing.
  if (claimed !== undefined) return replay(claimed.generation, claimed.digest === digest);
  await refuseOverBudget(app, generation);
  const outcome = await app.store.insert(generation, entries, claim);
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
