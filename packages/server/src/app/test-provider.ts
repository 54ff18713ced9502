import { Failure, type ProviderTest, type ProviderView } from "@kinora/contract";
import type { Provider } from "@kinora/domain";

/** A vendor that says nothing for so long is no help to whoever waits. */
const ANSWER_WITHIN_MS = 20_000;

export const providerView = (
  { id, title, billing, configured, models, maxRunning }: Provider,
  setup: Pick<ProviderView, "key" | "settings" | "stored">,
): ProviderView => ({
  id,
  title,
  billing,
  configured,
  ...setup,
  models: models.map((model) => model.id),
  max_running: maxRunning,
});

/** Throws `no_such_provider`, saying which there are. */
export const providerNamed = (providers: readonly Provider[], id: string): Provider => {
  const found = providers.find((provider) => provider.id === id);
  if (found !== undefined) return found;
  const known = providers.map((provider) => provider.id).join(", ");
  throw new Failure("no_such_provider", { detail: `There is no provider "${id}" here: there are ${known}.` });
};

const fails = (code: string, message: string): ProviderTest => ({ outcome: "fails", message, code });

/** Asks a provider something that costs nothing, where it has such a thing. */
export const testProvider = async (provider: Provider, signal: AbortSignal): Promise<ProviderTest> => {
  const { title, configured, billing } = provider;
  if (!configured) return fails("model_not_configured", `${title} is not set up here: it lacks a key or an address.`);
  if (provider.check === undefined) {
    const why = billing === "free" ? "runs on this machine" : "has no call that costs nothing";
    return { outcome: "untested", message: `${title} ${why}.`, code: null };
  }
  const limited = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_WITHIN_MS)]);
  const failure = await provider.check({ signal: limited });
  return failure === undefined ? { outcome: "works", message: null, code: null } : fails(failure.code, failure.message);
};
