import {
  eventOfPoll,
  type GenerationEvent,
  type InStatus,
  type PollOutcome,
  PROGRESS_EVERY_MS,
  progressWorthWriting,
  type Provider,
  wakeAtOf,
} from "@kinora/domain";
import { callContext, providerOf, record, type StepContext } from "./step-context.ts";

type Running = InStatus<"running">;

/** Whether there is a wish to cancel that the provider was not told of. */
const mustTellCancel = ({ cancel }: Running): boolean => cancel !== undefined && cancel.toldAt === undefined;

/** Tells the provider of a wish to cancel. True when it answered, and the answer is written. */
const tellCancel = async (context: StepContext, generation: Running, provider: Provider): Promise<boolean> => {
  try {
    const answer = await provider.cancel?.(generation.operation, callContext(context, context.signal));
    if (answer === undefined) return false;
    await record(context, generation, { type: "cancel_told", answer });
    return true;
  } catch (error) {
    // The next look tells it again.
    context.deps.log.warn("operation.cancel_failed", { generationId: generation.id, error });
    return false;
  }
};

const poll = async (context: StepContext, generation: Running, provider: Provider): Promise<PollOutcome> => {
  try {
    const { model, options } = generation;
    return await provider.poll(generation.operation, {
      ...callContext(context, context.signal),
      asked: { model, options },
    });
  } catch (error) {
    return { kind: "no_answer", detail: error instanceof Error ? error.message : String(error) };
  }
};

/** Progress is written now and then; between two writes it is only looked at. */
const writeProgress = async (
  context: StepContext,
  generation: Running,
  event: Extract<GenerationEvent, { type: "progressed" }>,
): Promise<number | undefined> => {
  const { progressWrittenAt } = context.memory;
  const now = context.deps.clock.now();
  const writtenAt = progressWrittenAt.get(generation.id) ?? -Infinity;
  if (progressWorthWriting(generation, event, now - writtenAt)) {
    progressWrittenAt.set(generation.id, now);
    return wakeAtOf(await record(context, generation, event));
  }
  const grew = Math.floor(event.progress) > generation.progress;
  return grew ? Math.min(event.pollAt, writtenAt + PROGRESS_EVERY_MS) : event.pollAt;
};

/** A running generation: tell of a wish to cancel, or ask how it goes. Returns when to look again. */
export const pollStep = async (context: StepContext, generation: Running): Promise<number | undefined> => {
  const { clock, rng, log } = context.deps;
  const provider = providerOf(context, generation);
  if (provider !== undefined && mustTellCancel(generation) && (await tellCancel(context, generation, provider))) {
    return clock.now();
  }
  const outcome: PollOutcome =
    provider === undefined
      ? { kind: "no_answer", detail: "its provider is not set up here" }
      : await poll(context, generation, provider);
  if (context.signal.aborted) return undefined;
  if (outcome.kind === "postponed") return clock.now() + outcome.afterMs;
  if (outcome.kind === "no_answer") {
    log.warn("operation.no_answer", { generationId: generation.id, detail: outcome.detail });
  }
  const event = eventOfPoll(generation, outcome, { now: clock.now(), rng, retentionMs: provider?.retentionMs });
  if (event.type === "progressed") return writeProgress(context, generation, event);
  return wakeAtOf(await record(context, generation, event));
};
