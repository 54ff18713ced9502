import { Failure, type GenerationRequest, type PictureSize, type Warning } from "@kinora/contract";
import {
  acceptGeneration,
  firstLogEntries,
  type Generation,
  type GenerationFacts,
  type IdempotencyClaim,
  type LogEntry,
  parseGenerationId,
  type RepeatClaim,
} from "@kinora/domain";
import { refuseNewWork, refuseWhenQueueIsFull } from "./admission/refuse-new-work.ts";
import type { AppContext } from "./app-context.ts";
import { overBudget, refusedByKey } from "./budget.ts";
import type { Caller } from "./caller.ts";
import { type Candidates, candidatesFor } from "./choosing/candidates.ts";
import { type Chain, chainOf, type Pictures } from "./choosing/chain.ts";
import { cutToCover } from "./image-intake/cut-to-cover.ts";
import type { IncomingImage } from "./image-intake/incoming-image.ts";
import { takeImage } from "./image-intake/take-image.ts";
import { createKeyedLock } from "./keyed-lock.ts";
import { requestDigest } from "./request-digest.ts";
import { webhookWarnings } from "./webhook-url.ts";

export interface CreateInput {
  readonly caller: Caller;
  readonly request: Omit<GenerationRequest, "image">;
  readonly image: IncomingImage | undefined;
  readonly idempotencyKey?: string;
  /** For clients that send no key: an equal request attaches to its generation until that was delivered. */
  readonly attachesByDigest?: boolean;
  /** For clients whose library sends a request again by itself: how often it has sent this one before. */
  readonly repeat?: number;
  /** The picture is cut to the shape of this size, with a warning. */
  readonly covers?: PictureSize;
  /** What a dialect could not hand on. */
  readonly warnings?: readonly Warning[];
  /** Ends the intake: nothing is accepted after it. */
  readonly signal: AbortSignal;
}

export interface Created {
  readonly generation: Generation;
  /** Whether an earlier, equal request made it. */
  readonly isReplay: boolean;
}

export type CreateGeneration = (input: CreateInput) => Promise<Created>;

const DAY_MS = 86_400_000;
/** OpenAI's libraries wait ten minutes for an answer before they send again. */
const REPEATED_WITHIN_MS = 15 * 60_000;

/**
 * The one way in for every dialect: chooses the model, takes the image, writes the generation durably and wakes the
 * worker. What it gives survives a crash at any later moment.
 */
export const createGenerationIn = (app: AppContext): CreateGeneration => {
  const oneAtATime = createKeyedLock();
  return async (input) => {
    await refuseNewWork(app);
    // Who may get what an equal request made is not turned away before that is known.
    if (!mayAttach(input)) await refuseWhenQueueIsFull(app);
    const unsigned = await webhookWarnings(app, input);
    const wish = { ...input, warnings: [...(input.warnings ?? []), ...unsigned] };
    const candidates = await candidatesFor(app, wish);
    const pictures = await takePictures(app, input, candidates);
    const chain = chainOf(input, candidates, pictures);
    const { image, lastImage } = pictures;
    const digest = requestDigest(input.request, { image: image.sha256, lastImage: lastImage?.sha256 });
    const generation = newGeneration(app, input, { chain, pictures, digest });
    const entries = firstLogEntries(generation, chain.allConsidered);
    const accept = (): Promise<Created> => attachOrInsert(app, input, { generation, entries });
    // Equal requests wait for each other only where one may find what another makes.
    return mayAttach(input) ? oneAtATime(`${input.caller.id} ${digest}`, accept) : accept();
  };
};

/** The still, and where a model knows what to do with it, the picture that the clip is to end with. */
async function takePictures(app: AppContext, input: CreateInput, { fitting }: Candidates): Promise<Pictures> {
  const taken = await takeImage(app, input);
  const { image, warnings } =
    input.covers === undefined ? { image: taken, warnings: [] } : await cutToCover(app, taken, input.covers);
  const last = fitting.map(({ choice }) => choice.options.last_image).find((source) => source !== undefined);
  return { image, warnings, lastImage: last && (await takeImage(app, { ...input, image: last })) };
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
    ...madeFrom(input),
    modelAsked: request.model ?? app.config.defaultModel,
    ...making,
    prompt: request.prompt,
    strict: request.strict === true,
    metadata: request.metadata ?? {},
    webhookUrl: request.webhook_url,
    maxCostMicroUsd: request.max_cost_usd === undefined ? undefined : Math.round(request.max_cost_usd * 1e6),
    allowsUnknownCost: request.allow_unknown_cost === true,
  };
  return acceptGeneration(facts, warnings, { fallbacks, considered });
}

const madeFrom = ({ image }: CreateInput): Pick<GenerationFacts, "madeFrom"> => {
  const from = image !== undefined && "generation" in image ? image : undefined;
  const generation = from && parseGenerationId(from.generation);
  return from === undefined || generation === undefined ? {} : { madeFrom: { generation, frame: from.frame } };
};

interface Fresh {
  readonly generation: Generation;
  readonly entries: readonly LogEntry[];
}

async function attachOrInsert(app: AppContext, input: CreateInput, { generation, entries }: Fresh): Promise<Created> {
  const earlier = await findAttachable(app, input, generation);
  if (earlier !== undefined) return { generation: earlier, isReplay: true };
  const { digest } = generation;
  const claim = claimOf(app, input, generation);
  const claimed = claim !== undefined && "key" in claim ? await app.store.claimed(claim) : undefined;
  // A request that is answered again costs nothing.
  if (claimed !== undefined) return replay(claimed.generation, claimed.digest === digest);
  if (input.signal.aborted) throw new Failure("draining", { detail: "Nothing was accepted: send the request again." });
  await refuseWhenQueueIsFull(app);
  await refuseOverBudget(app, generation);
  const outcome = await app.store.insert(generation, entries, claim);
  if (outcome.kind === "refused") throw refusedByKey(outcome.refusal, app.clock.now());
  if (outcome.kind === "claimed") return replay(outcome.generation, outcome.digest === digest);
  app.queue.joined();
  app.queueLooks.joined(generation);
  app.log.info("generation.created", {
    generationId: generation.id,
    model: generation.model,
    provider: generation.provider,
  });
  return { generation, isReplay: false };
}

const mayAttach = ({ idempotencyKey, attachesByDigest, repeat }: CreateInput): boolean =>
  idempotencyKey !== undefined || attachesByDigest === true || repeat !== undefined;

async function findAttachable(
  app: AppContext,
  input: CreateInput,
  generation: Generation,
): Promise<Generation | undefined> {
  if (input.idempotencyKey !== undefined) return undefined;
  const { callerId, digest } = generation;
  if (input.attachesByDigest === true) {
    return app.store.findUndelivered({ callerId, digest, since: app.clock.now() - DAY_MS });
  }
  const claim = claimOf(app, input, generation);
  return claim !== undefined && "repeat" in claim ? app.store.claimRepeat(claim) : undefined;
}

function claimOf(
  { clock }: AppContext,
  { idempotencyKey: key, repeat }: CreateInput,
  { callerId, digest }: Generation,
): IdempotencyClaim | RepeatClaim | undefined {
  if (key !== undefined) return { callerId, key, digest };
  return repeat === undefined ? undefined : { callerId, digest, repeat, since: clock.now() - REPEATED_WITHIN_MS };
}

function replay(generation: Generation, isSame: boolean): Created {
  if (isSame) return { generation, isReplay: true };
  throw new Failure("idempotency_mismatch", {
    detail: `This Idempotency-Key belongs to ${generation.id}, which was another request: use a new key for a new request.`,
  });
}
