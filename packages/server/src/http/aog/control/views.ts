import type { ModelCapabilities } from "@kinora/contract";
import type { Provider } from "@kinora/domain";
import type { AppContext } from "../../../app/app-context.ts";
import type { AogSetup } from "./aog-setup.ts";
import { aogNameOf, flavorOf, SERVICE, sourceOf } from "./names.ts";

/**
 * AOG's rows without their times: the Go command line, the Node library and MCP each parse another form of time, and all three
 * take none (aog.md 4.5). No row ever holds a key.
 */
export const serviceView = (app: AppContext, setup: AogSetup): Record<string, unknown> => ({
  service_name: SERVICE,
  hybrid_policy: setup.hybrid_policy,
  status: 1,
  avatar: "",
  ...chosenProviders(app),
});

/** The provider of each source that would be used now; empty where there is none. */
export const chosenProviders = ({ providers }: AppContext): { remote_provider: string; local_provider: string } => {
  const named = (source: "local" | "remote"): string => {
    const [first] = providers.filter((provider) => sourceOf(provider) === source && provider.configured);
    return first === undefined ? "" : aogNameOf(first);
  };
  return { remote_provider: named("remote"), local_provider: named("local") };
};

/** A provider under each of its names: the seed's and those that clients gave. */
export interface NamedProvider {
  readonly name: string;
  readonly desc: string;
  readonly provider: Provider;
  readonly isSeed: boolean;
}

export const namedProviders = ({ providers }: AppContext, { names }: AogSetup): readonly NamedProvider[] => {
  const seeds = providers.map((provider) => ({
    name: aogNameOf(provider),
    desc: provider.title,
    provider,
    isSeed: true,
  }));
  const own = Object.entries(names).flatMap(([name, { provider: id, desc }]) => {
    const provider = providers.find((one) => one.id === id);
    return provider === undefined ? [] : [{ name, desc, provider, isSeed: false }];
  });
  return [...seeds, ...own];
};

const authTypeOf = (app: AppContext, { id }: Provider): "apikey" | "none" =>
  app.setups.describe(id).settings.includes("api_key") ? "apikey" : "none";

export const providerView = (app: AppContext, { name, desc, provider }: NamedProvider): Record<string, unknown> => ({
  provider_name: name,
  service_name: SERVICE,
  service_source: sourceOf(provider),
  desc,
  auth_type: authTypeOf(app, provider),
  flavor: flavorOf(provider.id),
  properties: "{}",
  models: provider.models.map(({ id }) => id),
  status: provider.configured ? 1 : 0,
});

/** A model that can be used: nothing of ours is downloaded, so it is there as soon as its provider is. */
export const modelView = (provider: Provider, model: ModelCapabilities, setup: AogSetup): Record<string, unknown> => ({
  model_name: model.id,
  avatar: "",
  provider_name: aogNameOf(provider),
  status: "downloaded",
  service_name: SERVICE,
  service_source: sourceOf(provider),
  is_default: setup.default_model === model.id,
});

/** A model that could be used, as AOG's lists of supported models show it. */
export const supportedView = (
  app: AppContext,
  { provider, model }: { provider: Provider; model: ModelCapabilities },
  setup: AogSetup,
): Record<string, unknown> => ({
  id: `${provider.id}/${model.id}`,
  service_name: SERVICE,
  api_flavor: flavorOf(provider.id),
  flavor: flavorOf(provider.id),
  method: "POST",
  desc: model.title,
  url: "",
  auth_type: authTypeOf(app, provider),
  auth_apply_url: "",
  auth_fields: authTypeOf(app, provider) === "apikey" ? ["api_key"] : [],
  name: model.id,
  service_provider_name: aogNameOf(provider),
  size: "0",
  is_recommended: provider.configured,
  status: provider.configured ? "downloaded" : "",
  avatar: "",
  can_select: provider.configured,
  class: [SERVICE],
  // What only a language model has.
  ollama_id: "",
  params_size: 0,
  input_length: 0,
  output_length: 0,
  think: false,
  think_switch: false,
  tools: false,
  context: 0,
  source: sourceOf(provider),
  is_default: String(setup.default_model === model.id),
});
