import { type CancelAnswer, isSettled } from "@kinora/contract";
import { type Generation, isFinal, type Provider } from "@kinora/domain";
import type { AppContext } from "./app-context.ts";
import { applyEvent } from "./apply-event.ts";
import { waitFor } from "./wait-for.ts";

/** How long the answer waits for a provider's own word on what it may bill. */
const PROVIDER_ANSWER_MS = 5000;

/**
 * Records the wish to stop, wakes the worker, which tells the provider, and says what comes of it. What the provider
 * cannot stop runs on and is collected all the same. A generation that has ended stays as it is.
 */
export const cancelGeneration = async (app: AppContext, generation: Generation): Promise<CancelAnswer> => {
  if (isFinal(generation)) return plainAnswer(generation.cancel ?? { stops: false, billing: billingOf(generation) });
  const answer = expectedAnswer(generation, providerOf(app, generation));
  const noted = await applyEvent(app, generation.id, { type: "cancel_asked", answer });
  app.scheduler.schedule(generation.id, app.clock.now());
  app.log.info("generation.cancel_asked", { generationId: generation.id, status: generation.status });
  const told = noted === undefined ? undefined : await afterProviderAnswer(app, noted);
  return plainAnswer(told?.cancel ?? answer);
};

const providerOf = ({ providers }: AppContext, { provider }: Generation): Provider | undefined =>
  providers.find(({ id }) => id === provider);

const plainAnswer = ({ stops, billing }: CancelAnswer): CancelAnswer => ({ stops, billing });

const billingOf = ({ billing, status }: Generation): CancelAnswer["billing"] =>
  billing === "free" || status === "queued" ? "not_billed" : "may_be_billed";

/** What the wish will do, as far as it is known before the provider has spoken. */
const expectedAnswer = (generation: Generation, provider: Provider | undefined): CancelAnswer => ({
  stops: generation.status === "queued" || provider?.cancel !== undefined,
  billing: billingOf(generation),
});

/** Where money is at stake the answer is the provider's, if it comes soon; free work just stops. */
async function afterProviderAnswer(app: AppContext, generation: Generation): Promise<Generation> {
  const asksProvider = generation.status === "running" && providerOf(app, generation)?.cancel !== undefined;
  if (generation.billing === "free" || !asksProvider) return generation;
  return waitFor(app, generation, {
    timeoutMs: PROVIDER_ANSWER_MS,
    isEnough: ({ status, cancel }) => isSettled(status) || cancel?.toldAt !== undefined,
  });
}
