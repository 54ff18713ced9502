import { Failure, type JsonValue, type ResolutionOfReview } from "@kinora/contract";
import { type Generation, type GenerationEvent, type InStatus, type Provider, wakeAtOf } from "@kinora/domain";
import { recordEvent } from "../worker/record-event.ts";
import type { AppContext } from "./app-context.ts";

/** How long the provider may take to say whether it knows a task. */
const ANSWER_WITHIN_MS = 15_000;

type Unknown = InStatus<"needs_review">;

/**
 * A person settles a submit whose outcome is unknown. Throws state_conflict where nothing waits for a person (any more),
 * or the named task is another generation's: then nothing has changed.
 */
export const resolveGeneration = async (
  app: AppContext,
  generation: Generation,
  decision: ResolutionOfReview,
): Promise<Generation> => {
  if (generation.status !== "needs_review") throw notWaiting(generation);
  const event = await eventOf(app, generation, decision);
  const recorded = await recordEvent(app, generation, event);
  if (recorded.before === undefined) throw notWaiting(recorded.generation);
  const wakeAt = wakeAtOf(recorded.generation);
  if (wakeAt !== undefined) app.scheduler.schedule(generation.id, wakeAt);
  app.log.info("generation.resolved", { generationId: generation.id, action: decision.action });
  return recorded.generation;
};

const notWaiting = ({ id, status }: Generation): Failure =>
  new Failure("state_conflict", {
    detail: `${id} is ${status}: only a generation in needs_review waits for a person's decision.`,
  });

const eventOf = async (
  app: AppContext,
  generation: Unknown,
  decision: ResolutionOfReview,
): Promise<GenerationEvent> => {
  switch (decision.action) {
    case "attach":
      return { type: "attached", operation: await knownOperation(app, generation, decision.task_id) };
    case "give_up":
      return {
        type: "given_up",
        failure: {
          code: "outcome_unknown",
          message: `A person gave this up: it was never known whether ${generation.provider} took it, and it may be billed there.`,
          providerCode: undefined,
        },
      };
    case "resubmit":
      return { type: "resubmit_asked" };
  }
};

/** The operation of the named task, once the provider has said that it knows it: a slip of the hand must not end in `expired`. */
const knownOperation = async (app: AppContext, generation: Unknown, taskId: string): Promise<JsonValue> => {
  const provider = app.providers.find(({ id }) => id === generation.provider);
  if (provider?.configured !== true) {
    throw new Failure("model_not_configured", {
      detail: `${generation.provider} is not set up here, so its task cannot be followed: set it up, then attach again.`,
    });
  }
  const operation = provider.operationOfTask?.(taskId, generation.model);
  if (operation === undefined) {
    throw new Failure("bad_option", { detail: `task_id cannot be a task of ${provider.title}: copy it from there.` });
  }
  if ((await app.store.unattached(provider.id, [operation])).length === 0) {
    throw new Failure("state_conflict", { detail: "That task belongs to another generation: look for this one's." });
  }
  await assertKnown(app, provider, operation);
  return operation;
};

const assertKnown = async (app: AppContext, provider: Provider, operation: JsonValue): Promise<void> => {
  const signal = AbortSignal.any([app.stopping, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
  const outcome = await provider.poll(operation, { signal, wake: () => undefined });
  if (outcome.kind === "forgotten") {
    throw new Failure("state_conflict", {
      detail: `${provider.title} knows no such task: compare the id with its own list. Nothing was changed.`,
    });
  }
  if (outcome.kind === "no_answer" || outcome.kind === "postponed") {
    throw new Failure("provider_timeout", {
      detail: `${provider.title} could not be asked for that task now: attach again in a minute. Nothing was changed.`,
    });
  }
};
