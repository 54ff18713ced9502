import type { Attempt, Generation, SubmitPlan } from "@kinora/domain";

/** How one attempt is described to the provider: the same whenever it is asked again. */
export const planOf = (generation: Generation, attempt: Attempt, path: string): SubmitPlan => ({
  generationId: generation.id,
  attemptId: attempt.id,
  sendBefore: attempt.sendBefore,
  model: generation.model,
  prompt: generation.prompt,
  options: generation.options,
  still: { ref: generation.image, path },
  strict: generation.strict,
});
