import { type Attempt, type Generation, SEND_WITHIN_MS, type SubmitPlan } from "@kinora/domain";

/** How one attempt is described to the provider: the same whenever it is asked again. */
export const planOf = (generation: Generation, attempt: Attempt, path: string): SubmitPlan => ({
  generationId: generation.id,
  attemptId: attempt.id,
  intendedAt: attempt.sendBefore - SEND_WITHIN_MS,
  sendBefore: attempt.sendBefore,
  model: generation.model,
  prompt: generation.prompt,
  options: generation.options,
  still: { ref: generation.image, path },
  strict: generation.strict,
});
