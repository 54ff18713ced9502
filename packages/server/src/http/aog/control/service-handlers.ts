import { HYBRID_POLICIES, type HybridPolicy } from "@kinora/contract";
import { AogFault, badService, noModel, noService } from "./aog-fault.ts";
import type { AogCall, AogHandler } from "./aog-call.ts";
import { serviceAnswer } from "./aog-call.ts";
import { changeAogSetup, providerIdNamed, readAogSetup } from "./aog-setup.ts";
import { isOurService, providerIdOfFlavor, storeProviderFields } from "./configure.ts";
import { aogNameOf, flavorOf, withHyphens } from "./names.ts";
import { requiredText, textField } from "./read-fields.ts";
import { serviceView } from "./views.ts";

/** Throws AOG's 404/10011 for a service that is not ours. */
export const assertOurService = (name: string): void => {
  if (!isOurService(name)) throw noService(name);
};

export const listServices: AogHandler = async ({ app, fields }) => {
  const name = textField(fields, "service_name", badService);
  if (name !== undefined && !isOurService(name)) return serviceAnswer([]);
  return serviceAnswer([serviceView(app, await readAogSetup(app))]);
};

export const readPolicy = (value: unknown): HybridPolicy => {
  const policy = HYBRID_POLICIES.find((one) => one === value);
  if (policy !== undefined) return policy;
  throw new AogFault(400, 10_016, `unsupport hybrid policy: say one of ${HYBRID_POLICIES.join(", ")}.`);
};

export const updateService: AogHandler = async ({ app, fields }) => {
  assertOurService(requiredText(fields, "service_name", badService));
  const policy = readPolicy(fields["hybrid_policy"] ?? "default");
  await changeAogSetup(app, (setup) => ({ ...setup, hybrid_policy: policy }));
  return serviceAnswer();
};

/** The flavor under either of its names; image-to-video's own was aliyun, and local is our engine. */
const flavorAsked = ({ fields }: AogCall): string => {
  const given = textField(fields, "api_flavor", badService) ?? textField(fields, "flavor_name", badService);
  if (given !== undefined) return given;
  return textField(fields, "service_source", badService) === "local" ? flavorOf("local") : flavorOf("dashscope");
};

/** `aog install image-to-video`: the key is kept, and the provider can be called at once. */
export const installService: AogHandler = async (call) => {
  const { app, fields } = call;
  assertOurService(requiredText(fields, "service_name", badService));
  const name = textField(fields, "provider_name", badService);
  const named = name === undefined ? undefined : providerIdNamed(app, await readAogSetup(app), name);
  const id = named ?? providerIdOfFlavor(app, flavorAsked(call));
  const model = textField(fields, "model_name", badService);
  if (model !== undefined && !runs(call, id, model)) throw noModel(model);
  await storeProviderFields(app, id, fields);
  await keepName(call, id, name);
  return serviceAnswer();
};

const runs = ({ app }: AogCall, id: string, model: string): boolean =>
  app.providers.some(
    (provider) =>
      provider.id === id &&
      (provider.models.some((one) => one.id === model) || provider.modelNamed?.(model) !== undefined),
  );

const MAX_NAMES = 200;

/** A name that is not a seed's stands for its provider from now on. */
export const keepName = async ({ app, fields }: AogCall, id: string, name: string | undefined): Promise<void> => {
  const wanted = name === undefined ? undefined : withHyphens(name);
  if (wanted === undefined || app.providers.some((provider) => aogNameOf(provider) === wanted)) return;
  if (wanted.length > 200) throw badService("provider_name has at most 200 characters.");
  const desc = textField(fields, "desc", badService) ?? "";
  await changeAogSetup(app, (setup) => {
    if (Object.keys(setup.names).length >= MAX_NAMES) {
      throw badService(`there are ${MAX_NAMES} names of providers already: delete some.`);
    }
    return { ...setup, names: { ...setup.names, [wanted]: { provider: id, desc: desc.slice(0, 500) } } };
  });
};
