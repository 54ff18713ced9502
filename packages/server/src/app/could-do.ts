import type { Unmet } from "@kinora/contract";
import type { Provider } from "@kinora/domain";

/** More names than this help nobody to choose. */
const MOST_NAMES = 8;

/**
 * Names, beside each wish that needs a generative model, the models set up here that could do it. A provider that plans
 * motions moves what is in the photograph; every other one makes new pictures.
 */
export const withModelsThatCould = (providers: readonly Provider[], unmet: readonly Unmet[]): Unmet[] => {
  const models = providers
    .filter((provider) => provider.configured && provider.planMotion === undefined)
    .flatMap((provider) => provider.models.map(({ id }) => id))
    .slice(0, MOST_NAMES);
  if (models.length === 0) return [...unmet];
  return unmet.map((wish) => (wish.reason === "needs-generative-model" ? { ...wish, models } : wish));
};
