import type { ModelCapabilities, ModelView } from "@kinora/contract";
import type { Offer, Provider } from "@kinora/domain";

/** A model that only its full name finds, such as `fal/some-org/some-model`: its provider cannot list it. */
const namedIn = ({ id, modelNamed }: Pick<Provider, "id" | "modelNamed">, asked: string): ModelCapabilities[] => {
  const model = asked.startsWith(`${id}/`) ? modelNamed?.(asked.slice(id.length + 1)) : undefined;
  return model === undefined ? [] : [model];
};

/** Every model of every provider, as it stands on this server now, and the one that is asked by its full name. */
export const offersOf = (providers: readonly Provider[], asked = ""): readonly Offer[] =>
  providers.flatMap((provider) => {
    const { models, configured } = provider;
    const found = namedIn(provider, asked).filter(({ id }) => !models.some((model) => model.id === id));
    return [...models, ...found].map((model) => ({ model, configured }));
  });

export const modelViews = (providers: readonly Provider[]): ModelView[] =>
  offersOf(providers).map(({ model, configured }) => ({ ...model, configured }));

/** One model of one provider; undefined where it has none of that name (any more). */
export const findModel = (
  providers: readonly Provider[],
  { provider: id, model: name }: { readonly provider: string; readonly model: string },
): ModelCapabilities | undefined => {
  const provider = providers.find((one) => one.id === id);
  return provider?.models.find((model) => model.id === name) ?? provider?.modelNamed?.(name);
};
