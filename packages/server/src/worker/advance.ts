import type { Generation, GenerationId } from "@kinora/domain";
import { collectStep } from "./collect-step.ts";
import { pollStep } from "./poll-step.ts";
import { foundSubmitting, reviewStep } from "./settle-step.ts";
import type { StepContext } from "./step-context.ts";
import { submitStep } from "./submit-step.ts";

const step = (context: StepContext, generation: Generation): Promise<number | undefined> => {
  switch (generation.status) {
    case "queued":
      return submitStep(context, generation);
    case "submitting":
      return foundSubmitting(context, generation);
    case "running":
      return pollStep(context, generation);
    case "collecting":
      return collectStep(context, generation);
    case "needs_review":
      return reviewStep(context, generation);
    case "succeeded":
    case "failed":
    case "cancelled":
    case "expired":
      return Promise.resolve(undefined);
  }
};

/**
 * One step of one generation: read, one side effect, write. Returns when to look again (ms); undefined when nothing
 * happens by itself. Making the same step twice is harmless, one after the other: the caller sees to it that a generation
 * is not advanced twice at once within a process.
 */
export const advance = async (context: StepContext, id: GenerationId): Promise<number | undefined> => {
  const generation = await context.deps.store.read(id);
  return generation === undefined ? undefined : step(context, generation);
};
