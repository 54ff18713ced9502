import {
  eventOfSubmit,
  type Generation,
  type GenerationEvent,
  type InStatus,
  type Provider,
  SEND_WITHIN_MS,
  type SubmitOutcome,
  type SubmitPlan,
  wakeAtOf,
} from "@kinora/domain";
import { overAnyBudget } from "../app/budget.ts";
import { estimateUsd, overLimit } from "../app/estimate.ts";
import { findModel } from "../app/offers.ts";
import { LOOK_AT_SLOTS_EVERY_MS } from "../app/queue-looks.ts";
import { nextInTurn } from "./slots.ts";
import { withPlan } from "./plan-of.ts";
import { settleUnknown } from "./settle-step.ts";
import { callContext, providerOf, record, type StepContext } from "./step-context.ts";

/** How long the provider may take to answer a submit; after that its outcome is unknown. */
const ANSWER_WITHIN_MS = 120_000;
const LOOK_AT_DISK_EVERY_MS = 30_000;
/** A storage that does not give a picture now is asked again soon. */
const PICTURE_AGAIN_AFTER_MS = 5_000;

/** Returns when to look again: at once where another model takes over. */
const refuse = async (context: StepContext, generation: Generation, detail: string): Promise<number | undefined> => {
  const failure = { code: "model_not_configured", message: detail, providerCode: undefined } as const;
  return wakeAtOf(await record(context, generation, { type: "refused", failure }));
};

/** The request's own limit is looked at again: prices may have changed since it was accepted. */
const overOwnLimit = (provider: Provider, generation: Generation): string | undefined => {
  const { options, maxCostMicroUsd, allowsUnknownCost } = generation;
  if (maxCostMicroUsd === undefined) return undefined;
  const model = findModel([provider], generation);
  const limit = { limitUsd: maxCostMicroUsd / 1e6, allowsUnknown: allowsUnknownCost === true };
  return overLimit(model && estimateUsd([provider], { model, options }), limit);
};

const PICTURE_GONE = {
  type: "refused",
  failure: {
    code: "model_not_configured",
    message: "A stored image of this generation is gone: send the request again.",
    providerCode: undefined,
  },
} as const satisfies GenerationEvent;

const hasPictures = async ({ deps }: StepContext, { image, lastImage }: Generation): Promise<boolean> => {
  for (const { sha256 } of lastImage === undefined ? [image] : [image, lastImage]) {
    if ((await deps.blobs.stat(sha256)) === undefined) return false;
  }
  return true;
};

/** Takes a slot and commits the intent to send; undefined when there is no slot, or it is another one's turn. */
const intend = async (
  context: StepContext,
  generation: InStatus<"queued">,
  provider: Provider,
): Promise<Generation | undefined> => {
  const { store, clock, scheduler, newToken } = context.deps;
  const now = clock.now();
  const first = await nextInTurn(store, { provider, now });
  if (!first.includes(generation.id)) {
    for (const id of first) scheduler.schedule(id, now);
    return undefined;
  }
  if (!(await hasPictures(context, generation))) return record(context, generation, PICTURE_GONE);
  const attempt = { id: newToken(), number: generation.attempts + 1, sendBefore: now + SEND_WITHIN_MS };
  // Between the look at the budget and the hold nobody else may hold: providers share one purse.
  return context.memory.oneByOne("the budgets", async () => {
    const detail = overOwnLimit(provider, generation) ?? (await overAnyBudget(context.deps, generation));
    if (detail === undefined) return record(context, generation, { type: "submit_intended", attempt });
    const failure = { code: "over_budget", message: `Nothing was sent. ${detail}`, providerCode: undefined } as const;
    return record(context, generation, { type: "refused", failure });
  });
};

/** The one call that may cost money. Whatever goes wrong in it leaves its outcome unknown. */
const sendOnce = async (context: StepContext, provider: Provider, plan: SubmitPlan): Promise<SubmitOutcome> => {
  if (context.deps.clock.now() >= plan.sendBefore) return { kind: "try_later", afterMs: 0 };
  try {
    // Not the worker's own signal: giving up a request that is out would make its outcome unknown.
    return await provider.submit(plan, callContext(context, AbortSignal.timeout(ANSWER_WITHIN_MS)));
  } catch (error) {
    return { kind: "ambiguous", detail: error instanceof Error ? error.message : String(error) };
  }
};

const send = async (
  context: StepContext,
  generation: InStatus<"submitting">,
  provider: Provider,
): Promise<number | undefined> => {
  const { blobs, clock, log } = context.deps;
  const { attempt } = generation;
  let isAsked = false;
  const outcome = await withPlan(blobs, { generation, attempt }, (plan) => {
    isAsked = true;
    return sendOnce(context, provider, plan);
  }).catch((error: unknown): SubmitOutcome => {
    if (isAsked) throw error;
    // The picture could not be had: certainly nothing was sent.
    log.warn("picture.unreadable", { generationId: generation.id, error });
    return { kind: "try_later", afterMs: PICTURE_AGAIN_AFTER_MS };
  });
  if (outcome.kind === "accepted") context.deps.videoDesk.prepare?.();
  const event = eventOfSubmit(generation, outcome, clock.now());
  if (event !== undefined) return wakeAtOf(await record(context, generation, event));
  return settleUnknown(context, generation, outcome.kind === "ambiguous" ? outcome.detail : outcome.kind);
};

/** A queued generation: take a slot, commit the intent, send once. Returns when to look again. */
export const submitStep = async (context: StepContext, generation: InStatus<"queued">): Promise<number | undefined> => {
  const { clock, disk } = context.deps;
  if (generation.notBefore > clock.now()) return generation.notBefore;
  const provider = providerOf(context, generation);
  if (provider?.configured !== true) {
    return refuse(
      context,
      generation,
      `${generation.provider} is not set up here any more: set it up, then send again.`,
    );
  }
  // What would be made now might find no room: what runs already gets what is left.
  if ((await disk?.reason()) !== undefined) return clock.now() + LOOK_AT_DISK_EVERY_MS;
  const begun = await context.memory.oneByOne(provider.id, () => intend(context, generation, provider));
  if (begun === undefined) return clock.now() + LOOK_AT_SLOTS_EVERY_MS;
  if (begun.status !== "submitting") return wakeAtOf(begun);
  // As it is set up now: what another key sends, that key's provider could not be asked for.
  return send(context, begun, providerOf(context, begun) ?? provider);
};
